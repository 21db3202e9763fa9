namespace Conformance.Docker;

/// <summary>GET /version.</summary>
public sealed record ReadVersion() : EngineOperation<VersionReply>
{
    internal static EngineRoute Route { get; } = new("system.version", "GET", "/version")
    {
        Read = _ => new ReadVersion(),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.Path);

    /// <inheritdoc/>
    public override Task<VersionReply> Read(EngineResponse response) => response.Json(EngineJson.Wire.VersionReply);

    /// <inheritdoc/>
    protected override Task Write(VersionReply reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.VersionReply);
}
