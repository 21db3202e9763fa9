using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>GET /events.</summary>
/// <param name="Since">Replay from then (at most 256 events are kept).</param>
/// <param name="Until">End then.</param>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record ReadEvents(Instant? Since = null, Instant? Until = null, EngineFilters? Filters = null) : EngineOperation<EngineStream<EngineEvent>>
{
    /// <inheritdoc/>
    public override string Name => "system.events";
}
