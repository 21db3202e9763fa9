namespace Conformance.Docker;

/// <summary>HEAD or GET /_ping.</summary>
public sealed record Ping() : EngineOperation<PingReply>
{
    internal static EngineRoute Route { get; } = new("system.ping", "GET", "/_ping");

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new("HEAD", Route.Path);

    /// <inheritdoc/>
    public override Task<PingReply> Read(EngineResponse response) => Task.FromResult(new PingReply(response.Header(ApiVersion.Header)));
}
