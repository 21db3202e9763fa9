using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>GET /containers/ID/logs: one frame a line, multiplexed.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Stdout">Standard output wanted.</param>
/// <param name="Stderr">Standard error wanted.</param>
/// <param name="Follow">Go on until the container ends.</param>
/// <param name="Since">Only lines from then on.</param>
/// <param name="Until">Only lines before.</param>
/// <param name="Tail">Only the last N lines; null for all.</param>
/// <param name="Timestamps">Put a nine-digit time before each line.</param>
public sealed record ReadLogs(string Id, bool Stdout = true, bool Stderr = true, bool Follow = false, Instant? Since = null, Instant? Until = null, int? Tail = null, bool Timestamps = false) : EngineOperation<EngineStream<LogFrame>>
{
    /// <inheritdoc/>
    public override string Name => "container.logs";

    /// <inheritdoc/>
    public override string Container => Id;
}
