namespace Conformance.Docker;

/// <summary>GET /networks/ID.</summary>
/// <param name="Network">Name, id or unique prefix of an id.</param>
/// <param name="Scope">local or swarm; null for any.</param>
/// <param name="IsVerbose">With what a swarm knows of it.</param>
public sealed record InspectNetwork(string Network, string? Scope = null, bool IsVerbose = false) : EngineOperation<NetworkResource>
{
    internal static EngineRoute Route { get; } = new("network.inspect", "GET", "/networks/*")
    {
        Read = request => new InspectNetwork(request.Target, request.Word("scope"), request.StrictFlag("verbose")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Network)).With("scope", Scope).With("verbose", IsVerbose);

    /// <inheritdoc/>
    public override Task<NetworkResource> Read(EngineResponse response) => response.Json(EngineJson.Wire.NetworkResource);

    /// <inheritdoc/>
    protected override Task Write(NetworkResource reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.NetworkResource);
}
