namespace Conformance.Docker;

/// <summary>GET /plugins/NAME/json.</summary>
/// <param name="Plugin">Its name.</param>
public sealed record InspectPlugin(string Plugin) : EngineOperation<EmptyObject>
{
    internal static EngineRoute Route { get; } = new("plugin.inspect", "GET", "/plugins/*/json")
    {
        Read = request => new InspectPlugin(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Plugin));

    /// <inheritdoc/>
    public override Task<EmptyObject> Read(EngineResponse response) => response.Json(EngineJson.Wire.EmptyObject);

    /// <inheritdoc/>
    protected override Task Write(EmptyObject reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.EmptyObject);
}
