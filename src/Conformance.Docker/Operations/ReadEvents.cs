using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>GET /events.</summary>
/// <param name="Since">Replay from then (at most 256 events are kept).</param>
/// <param name="Until">End then.</param>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record ReadEvents(Instant? Since = null, Instant? Until = null, EngineFilters? Filters = null) : EngineOperation<EngineStream<EngineEvent>>
{
    internal static EngineRoute Route { get; } = new("system.events", "GET", "/events")
    {
        Read = request => new ReadEvents(request.Moment("since"), request.Moment("until"), request.Filters()),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path)
        .With("since", EngineTime.Seconds(Since))
        .With("until", EngineTime.Seconds(Until))
        .With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<EngineStream<EngineEvent>> Read(EngineResponse response) => Task.FromResult<EngineStream<EngineEvent>>(new EventStream(response));

    /// <inheritdoc/>
    protected override Task Write(EngineStream<EngineEvent> reply, IEngineAnswer answer) => answer.Lines(reply, EventLine.Of, EngineJson.Wire.EventLine);
}
