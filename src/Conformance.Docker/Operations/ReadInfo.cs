namespace Conformance.Docker;

/// <summary>GET /info.</summary>
public sealed record ReadInfo() : EngineOperation<InfoReply>
{
    internal static EngineRoute Route { get; } = new("system.info", "GET", "/info")
    {
        Read = _ => new ReadInfo(),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.Path);

    /// <inheritdoc/>
    public override Task<InfoReply> Read(EngineResponse response) => response.Json(EngineJson.Wire.InfoReply);

    /// <inheritdoc/>
    protected override Task Write(InfoReply reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.InfoReply);
}
