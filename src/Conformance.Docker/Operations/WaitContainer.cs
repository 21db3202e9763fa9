namespace Conformance.Docker;

/// <summary>POST /containers/ID/wait. The head comes at once, the one item at the exit (see the wait table of the reference).</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Condition">What to wait for.</param>
public sealed record WaitContainer(string Id, WaitCondition Condition = WaitCondition.NotRunning) : EngineOperation<EngineStream<WaitReply>>
{
    /// <inheritdoc/>
    public override string Name => "container.wait";

    /// <inheritdoc/>
    public override string Container => Id;
}
