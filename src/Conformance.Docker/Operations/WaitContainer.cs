namespace Conformance.Docker;

/// <summary>POST /containers/ID/wait. The head comes at once, the one item at the exit (see the wait table of the reference).</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Condition">What to wait for.</param>
public sealed record WaitContainer(string Id, WaitCondition Condition = WaitCondition.NotRunning) : EngineOperation<EngineStream<WaitReply>>
{
    internal static EngineRoute Route { get; } = new("container.wait", "POST", "/containers/*/wait")
    {
        Read = request => new WaitContainer(request.Target, Of(request.Text("condition"))),
    };

    // Before it the head came with the body.
    private static readonly ApiVersion HeadAtOnce = new(1, 30);

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id))
        .With("condition", Condition == WaitCondition.NotRunning ? null : Word(Condition));

    /// <inheritdoc/>
    public override Task<EngineStream<WaitReply>> Read(EngineResponse response) => Task.FromResult(response.Lines(EngineJson.Wire.WaitReply));

    /// <inheritdoc/>
    protected override async Task Write(EngineStream<WaitReply> reply, IEngineAnswer answer)
    {
        if (answer.Version.CompareTo(HeadAtOnce) >= 0)
            await answer.Lines(reply, line => line, EngineJson.Wire.WaitReply);
        else if (await reply.Next() is { } end)
            await answer.Json(end, EngineJson.Wire.WaitReply);
    }

    // One that is not known is none.
    private static WaitCondition Of(string? word) => word switch
    {
        "next-exit" => WaitCondition.NextExit,
        "removed" => WaitCondition.Removed,
        _ => WaitCondition.NotRunning,
    };

    /// <summary>The condition as it stands in the query.</summary>
    public static string Word(WaitCondition condition) => condition switch
    {
        WaitCondition.NextExit => "next-exit",
        WaitCondition.Removed => "removed",
        _ => "not-running",
    };
}
