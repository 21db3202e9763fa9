namespace Conformance.Docker;

/// <summary>GET /images/json.</summary>
/// <param name="All">Also intermediate ones.</param>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record ListImages(bool All = false, EngineFilters? Filters = null) : EngineOperation<IReadOnlyList<ImageSummary>>
{
    internal static EngineRoute Route { get; } = new("image.list", "GET", "/images/json")
    {
        Read = request => new ListImages(request.Flag("all"), FiltersOf(request)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    // Below 1.41 a reference had a parameter of its own.
    private static EngineFilters? FiltersOf(IncomingRequest request) =>
        request.Version is { } version && version.CompareTo(new ApiVersion(1, 41)) < 0 && request.Word("filter") is { Length: > 0 } reference
            ? (request.Filters() ?? EngineFilters.None).With("reference", reference)
            : request.Filters();

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path).With("all", All).With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ImageSummary>> Read(EngineResponse response) => response.Json(EngineJson.Wire.IReadOnlyListImageSummary);

    /// <inheritdoc/>
    protected override Task Write(IReadOnlyList<ImageSummary> reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.IReadOnlyListImageSummary);
}
