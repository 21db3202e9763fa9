namespace Conformance.Docker;

/// <summary>GET /networks.</summary>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record ListNetworks(EngineFilters? Filters = null) : EngineOperation<IReadOnlyList<NetworkResource>>
{
    internal static EngineRoute Route { get; } = new("network.list", "GET", "/networks")
    {
        Read = request => new ListNetworks(request.Filters()) { WithMembers = request.Version?.CompareTo(new ApiVersion(1, 28)) < 0 },
    };

    /// <summary>Whether the answer tells who is in a network, as it does for clients below 1.28. Default: false.</summary>
    public bool WithMembers { get; init; }

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path).With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<IReadOnlyList<NetworkResource>> Read(EngineResponse response) => response.Json(EngineJson.Wire.IReadOnlyListNetworkResource);

    /// <inheritdoc/>
    protected override Task Write(IReadOnlyList<NetworkResource> reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.IReadOnlyListNetworkResource);
}
