namespace Conformance.Docker;

/// <summary>GET /containers/json: newest first.</summary>
/// <param name="All">Also those that do not run.</param>
/// <param name="Filters">Which ones; null for no filter.</param>
/// <param name="Limit">The N newest of all states; null for no limit.</param>
public sealed record ListContainers(bool All = false, EngineFilters? Filters = null, int? Limit = null) : EngineOperation<IReadOnlyList<ContainerSummary>>
{
    /// <inheritdoc/>
    public override string Name => "container.list";
}
