namespace Conformance.Docker;

/// <summary>GET /networks/ID.</summary>
/// <param name="Network">Name, id or unique prefix of an id.</param>
public sealed record InspectNetwork(string Network) : EngineOperation<NetworkResource>
{
    internal static EngineRoute Route { get; } = new("network.inspect", "GET", "/networks/*")
    {
        Read = request => new InspectNetwork(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Network));

    /// <inheritdoc/>
    public override Task<NetworkResource> Read(EngineResponse response) => response.Json(EngineJson.Wire.NetworkResource);

    /// <inheritdoc/>
    protected override Task Write(NetworkResource reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.NetworkResource);
}
