namespace Conformance.Docker;

/// <summary>POST /containers/ID/update.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Resources">What to change; null members stay.</param>
public sealed record UpdateContainer(string Id, ResourceUpdate Resources) : EngineOperation<UpdateReply>
{
    /// <inheritdoc/>
    public override string Name => "container.update";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
