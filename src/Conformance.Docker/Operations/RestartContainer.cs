namespace Conformance.Docker;

/// <summary>POST /containers/ID/restart.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="GraceSeconds">As for stop.</param>
public sealed record RestartContainer(string Id, int? GraceSeconds = null) : EngineOperation<Nothing>
{
    /// <inheritdoc/>
    public override string Name => "container.restart";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
