using System.Globalization;

namespace Conformance.Docker;

/// <summary>GET /images/search at the default registry.</summary>
/// <param name="Term">What to look for.</param>
/// <param name="Limit">How many; null for the daemon's 25.</param>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record SearchImages(string Term, int? Limit = null, EngineFilters? Filters = null) : EngineOperation<IReadOnlyList<EmptyObject>>
{
    internal static EngineRoute Route { get; } = new("image.search", "GET", "/images/search")
    {
        Read = request => new SearchImages(request.Text("term") ?? "", request.Number("limit"), request.Filters()),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path)
        .With("filters", Filters?.ToJson())
        .With("limit", Limit?.ToString(CultureInfo.InvariantCulture))
        .With("term", Term);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<EmptyObject>> Read(EngineResponse response) => response.Json(EngineJson.Wire.IReadOnlyListEmptyObject);

    /// <inheritdoc/>
    protected override Task Write(IReadOnlyList<EmptyObject> reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.IReadOnlyListEmptyObject);
}
