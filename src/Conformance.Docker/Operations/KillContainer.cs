namespace Conformance.Docker;

/// <summary>POST /containers/ID/kill.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Signal">Name with or without SIG, or number; null for KILL.</param>
public sealed record KillContainer(string Id, string? Signal = null) : EngineOperation<Nothing>
{
    /// <inheritdoc/>
    public override string Name => "container.kill";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
