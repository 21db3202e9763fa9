namespace Conformance.Docker;

/// <summary>GET /containers/ID/stats: what it uses, once or every second.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Stream">Every second until the container is gone; otherwise one answer after a second.</param>
/// <param name="OneShot">Without a stream: at once, with nothing to compare with.</param>
public sealed record ReadStats(string Id, bool Stream = true, bool OneShot = false) : EngineOperation<EngineStream<StatsReply>>
{
    internal static EngineRoute Route { get; } = new("container.stats", "GET", "/containers/*/stats")
    {
        Read = request => new ReadStats(request.Target, request.Text("stream") is null || request.Flag("stream"), request.Flag("one-shot")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id))
        .With("one-shot", OneShot)
        .With("stream", Stream ? "1" : "0");

    /// <inheritdoc/>
    public override Task<EngineStream<StatsReply>> Read(EngineResponse response) => Task.FromResult(response.Lines(EngineJson.Wire.StatsReply));

    /// <inheritdoc/>
    protected override Task Write(EngineStream<StatsReply> reply, IEngineAnswer answer) => answer.Lines(reply, line => line, EngineJson.Wire.StatsReply);
}
