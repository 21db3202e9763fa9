namespace Conformance.Docker;

/// <summary>POST /networks/prune: removes the made ones that no running container is on.</summary>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record PruneNetworks(EngineFilters? Filters = null) : EngineOperation<PrunedNetworks>
{
    internal static EngineRoute Route { get; } = new("network.prune", "POST", "/networks/prune", IsMutating: true)
    {
        Read = request => new PruneNetworks(request.Filters()),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path).With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<PrunedNetworks> Read(EngineResponse response) => response.Json(EngineJson.Wire.PrunedNetworks);

    /// <inheritdoc/>
    protected override Task Write(PrunedNetworks reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.PrunedNetworks);
}
