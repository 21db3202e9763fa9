namespace Conformance.Docker;

/// <summary>POST /containers/ID/unpause.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record UnpauseContainer(string Id) : EngineOperation<Nothing>
{
    /// <inheritdoc/>
    public override string Name => "container.unpause";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
