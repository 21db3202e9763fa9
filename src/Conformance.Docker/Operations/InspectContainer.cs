namespace Conformance.Docker;

/// <summary>GET /containers/ID/json.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record InspectContainer(string Id) : EngineOperation<ContainerInspect>
{
    internal static EngineRoute Route { get; } = new("container.inspect", "GET", "/containers/*/json")
    {
        Read = request => new InspectContainer(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Id));

    /// <inheritdoc/>
    public override Task<ContainerInspect> Read(EngineResponse response) => response.Json(EngineJson.Wire.ContainerInspect);

    /// <inheritdoc/>
    protected override Task Write(ContainerInspect reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.ContainerInspect);
}
