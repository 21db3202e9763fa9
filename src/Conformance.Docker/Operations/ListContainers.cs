using System.Globalization;

namespace Conformance.Docker;

/// <summary>GET /containers/json: newest first.</summary>
/// <param name="All">Also those that do not run.</param>
/// <param name="Filters">Which ones; null for no filter.</param>
/// <param name="Limit">The N newest of all states; null for no limit.</param>
/// <param name="Size">With the use of the disk.</param>
public sealed record ListContainers(bool All = false, EngineFilters? Filters = null, int? Limit = null, bool Size = false) : EngineOperation<IReadOnlyList<ContainerSummary>>
{
    internal static EngineRoute Route { get; } = new("container.list", "GET", "/containers/json")
    {
        Read = request => new ListContainers(request.Flag("all"), request.Filters(), request.Number("limit"), request.Flag("size")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path)
        .With("all", All)
        .With("limit", Limit?.ToString(CultureInfo.InvariantCulture))
        .With("size", Size)
        .With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ContainerSummary>> Read(EngineResponse response) => response.Json(EngineJson.Wire.IReadOnlyListContainerSummary);

    /// <inheritdoc/>
    protected override Task Write(IReadOnlyList<ContainerSummary> reply, IEngineAnswer answer) => answer.KeptList(reply, EngineJson.Wire.ContainerSummary);
}
