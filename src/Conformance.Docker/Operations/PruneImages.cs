namespace Conformance.Docker;

/// <summary>POST /images/prune: removes unused images, those without a tag unless the filter <c>dangling</c> is false.</summary>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record PruneImages(EngineFilters? Filters = null) : EngineOperation<PrunedImages>
{
    internal static EngineRoute Route { get; } = new("image.prune", "POST", "/images/prune", IsMutating: true)
    {
        Read = request => new PruneImages(request.Filters()),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path).With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<PrunedImages> Read(EngineResponse response) => response.Json(EngineJson.Wire.PrunedImages);

    /// <inheritdoc/>
    protected override Task Write(PrunedImages reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.PrunedImages);
}
