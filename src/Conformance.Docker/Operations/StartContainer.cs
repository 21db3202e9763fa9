namespace Conformance.Docker;

/// <summary>POST /containers/ID/start.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record StartContainer(string Id) : EngineOperation<Nothing>
{
    /// <inheritdoc/>
    public override string Name => "container.start";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
