namespace Conformance.Docker;

/// <summary>POST /containers/ID/stop: the stop signal, then KILL after the grace; answers after the exit.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="GraceSeconds">Seconds until KILL; null for the default of the container or of the daemon (10 s); -1 for ever.</param>
public sealed record StopContainer(string Id, int? GraceSeconds = null) : EngineOperation<Nothing>
{
    /// <inheritdoc/>
    public override string Name => "container.stop";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
