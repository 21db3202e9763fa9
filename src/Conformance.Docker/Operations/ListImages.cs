namespace Conformance.Docker;

/// <summary>GET /images/json.</summary>
/// <param name="All">Also intermediate ones.</param>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record ListImages(bool All = false, EngineFilters? Filters = null) : EngineOperation<IReadOnlyList<ImageSummary>>
{
    /// <inheritdoc/>
    public override string Name => "image.list";
}
