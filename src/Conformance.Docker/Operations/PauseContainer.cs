namespace Conformance.Docker;

/// <summary>POST /containers/ID/pause.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record PauseContainer(string Id) : EngineOperation<Nothing>
{
    /// <inheritdoc/>
    public override string Name => "container.pause";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
