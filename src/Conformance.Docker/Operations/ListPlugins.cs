namespace Conformance.Docker;

/// <summary>GET /plugins.</summary>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record ListPlugins(EngineFilters? Filters = null) : EngineOperation<IReadOnlyList<EmptyObject>>
{
    internal static EngineRoute Route { get; } = new("plugin.list", "GET", "/plugins")
    {
        Read = request => new ListPlugins(request.Filters()),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path).With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<IReadOnlyList<EmptyObject>> Read(EngineResponse response) => response.Json(EngineJson.Wire.IReadOnlyListEmptyObject);

    /// <inheritdoc/>
    protected override Task Write(IReadOnlyList<EmptyObject> reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.IReadOnlyListEmptyObject);
}
