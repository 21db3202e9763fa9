namespace Conformance.Docker;

/// <summary>GET /containers/ID/json.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Size">With the use of the disk.</param>
public sealed record InspectContainer(string Id, bool Size = false) : EngineOperation<ContainerInspect>
{
    internal static EngineRoute Route { get; } = new("container.inspect", "GET", "/containers/*/json")
    {
        Read = request => new InspectContainer(request.Target, request.Flag("size")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id)).With("size", Size);

    /// <inheritdoc/>
    public override Task<ContainerInspect> Read(EngineResponse response) => response.Json(EngineJson.Wire.ContainerInspect);

    /// <inheritdoc/>
    protected override Task Write(ContainerInspect reply, IEngineAnswer answer) => answer.Kept(reply, EngineJson.Wire.ContainerInspect);
}
