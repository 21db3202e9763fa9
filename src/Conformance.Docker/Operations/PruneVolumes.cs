namespace Conformance.Docker;

/// <summary>POST /volumes/prune: removes those that no container has.</summary>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record PruneVolumes(EngineFilters? Filters = null) : EngineOperation<PrunedVolumes>
{
    internal static EngineRoute Route { get; } = new("volume.prune", "POST", "/volumes/prune", IsMutating: true)
    {
        Read = request => new PruneVolumes(request.Filters()),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path).With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<PrunedVolumes> Read(EngineResponse response) => response.Json(EngineJson.Wire.PrunedVolumes);

    /// <inheritdoc/>
    protected override Task Write(PrunedVolumes reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.PrunedVolumes);
}
