namespace Conformance.Docker;

/// <summary>GET /plugins.</summary>
public sealed record ListPlugins() : EngineOperation<IReadOnlyList<EmptyObject>>
{
    internal static EngineRoute Route { get; } = new("plugin.list", "GET", "/plugins")
    {
        Read = _ => new ListPlugins(),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.Path);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<EmptyObject>> Read(EngineResponse response) => response.Json(EngineJson.Wire.IReadOnlyListEmptyObject);

    /// <inheritdoc/>
    protected override Task Write(IReadOnlyList<EmptyObject> reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.IReadOnlyListEmptyObject);
}
