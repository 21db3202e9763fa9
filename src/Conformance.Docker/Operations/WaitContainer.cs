namespace Conformance.Docker;

/// <summary>POST /containers/ID/wait. The head comes at once, the one item at the exit (see the wait table of the reference).</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Condition">What to wait for.</param>
public sealed record WaitContainer(string Id, WaitCondition Condition = WaitCondition.NotRunning) : EngineOperation<EngineStream<WaitReply>>
{
    internal static EngineRoute Route { get; } = new("container.wait", "POST", "/containers/*/wait");

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id))
        .With("condition", Word(Condition));

    /// <inheritdoc/>
    public override Task<EngineStream<WaitReply>> Read(EngineResponse response) => Task.FromResult(response.Lines(EngineJson.Wire.WaitReply));

    /// <summary>The condition as it stands in the query.</summary>
    public static string Word(WaitCondition condition) => condition switch
    {
        WaitCondition.NextExit => "next-exit",
        WaitCondition.Removed => "removed",
        _ => "not-running",
    };
}
