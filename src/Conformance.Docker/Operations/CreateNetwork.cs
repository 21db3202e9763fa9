namespace Conformance.Docker;

/// <summary>POST /networks/create.</summary>
/// <param name="Body">What to create.</param>
public sealed record CreateNetwork(NetworkBody Body) : EngineOperation<NetworkCreated>
{
    internal static EngineRoute Route { get; } = new("network.create", "POST", "/networks/create", IsMutating: true)
    {
        Read = request => new CreateNetwork(request.Json(EngineJson.Wire.NetworkBody)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.Path) { Body = EngineJson.Write(Body, EngineJson.Wire.NetworkBody) };

    /// <inheritdoc/>
    public override Task<NetworkCreated> Read(EngineResponse response) => response.Json(EngineJson.Wire.NetworkCreated);

    /// <inheritdoc/>
    protected override Task Write(NetworkCreated reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.NetworkCreated, 201);
}
