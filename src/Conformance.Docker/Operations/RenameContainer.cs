namespace Conformance.Docker;

/// <summary>POST /containers/ID/rename.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="NewName">The new name, without slash.</param>
public sealed record RenameContainer(string Id, string NewName) : EngineOperation<Nothing>
{
    /// <inheritdoc/>
    public override string Name => "container.rename";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
