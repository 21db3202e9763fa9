namespace Conformance.Docker;

/// <summary>GET /containers/ID/json.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record InspectContainer(string Id) : EngineOperation<ContainerInspect>
{
    /// <inheritdoc/>
    public override string Name => "container.inspect";

    /// <inheritdoc/>
    public override string Container => Id;
}
