namespace Conformance.Docker;

/// <summary>POST /containers/prune: removes all that do not run.</summary>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record PruneContainers(EngineFilters? Filters = null) : EngineOperation<PrunedContainers>
{
    internal static EngineRoute Route { get; } = new("container.prune", "POST", "/containers/prune", IsMutating: true)
    {
        Read = request => new PruneContainers(request.Filters(400)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path).With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<PrunedContainers> Read(EngineResponse response) => response.Json(EngineJson.Wire.PrunedContainers);

    /// <inheritdoc/>
    protected override Task Write(PrunedContainers reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.PrunedContainers);
}
