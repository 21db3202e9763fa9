namespace Conformance.Docker;

/// <summary>
/// POST /exec/ID/start: runs what was prepared, over the connection itself or, detached, without it. As with attach the request written here
/// sends no input.
/// </summary>
/// <param name="Id">Id of the exec.</param>
/// <param name="Body">How.</param>
public sealed record StartExec(string Id, ExecStart Body) : EngineOperation<Hijacked>
{
    internal static EngineRoute Route { get; } = new("exec.start", "POST", "/exec/*/start", IsMutating: true)
    {
        Read = request => new StartExec(request.Target, request.Json(EngineJson.Wire.ExecStart)) { Input = request.Input },
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override bool LeavesHttp => !Body.Detach;

    /// <summary>What the client sends; null for nothing.</summary>
    public EngineInput? Input { get; init; }

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Id)) { Body = EngineJson.Write(Body, EngineJson.Wire.ExecStart) };

    /// <inheritdoc/>
    public override Task<Hijacked> Read(EngineResponse response) => Task.FromResult(new Hijacked(new LogStream(response)));

    /// <inheritdoc/>
    protected override Task Write(Hijacked reply, IEngineAnswer answer) =>
        Body.Detach ? answer.Empty(200) : reply.Write(answer, new HijackHead(HasUsualHeaders: true));
}
