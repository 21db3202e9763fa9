namespace Conformance.Docker;

/// <summary>DELETE /containers/ID.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Force">Kill it first if it runs.</param>
/// <param name="Volumes">Remove its anonymous volumes too.</param>
public sealed record RemoveContainer(string Id, bool Force = false, bool Volumes = false) : EngineOperation<Nothing>
{
    /// <inheritdoc/>
    public override string Name => "container.remove";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
