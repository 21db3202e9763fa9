namespace Conformance.Docker;

/// <summary>
/// POST /containers/ID/attach: a container's streams over the connection itself. An error comes in the same raw form. The request written
/// here asks for no upgrade and sends no input: over HTTP it listens.
/// </summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Logs">First what is in the log.</param>
/// <param name="Stream">Then what is written from now on.</param>
/// <param name="Stdin">The client's bytes become standard input.</param>
/// <param name="Stdout">Standard output wanted.</param>
/// <param name="Stderr">Standard error wanted.</param>
/// <param name="DetachKeys">Keys that end it, such as <c>ctrl-a,x</c>; null for <c>ctrl-p,ctrl-q</c>.</param>
public sealed record AttachContainer(
    string Id, bool Logs = false, bool Stream = true, bool Stdin = false, bool Stdout = true, bool Stderr = true, string? DetachKeys = null) : EngineOperation<Hijacked>
{
    internal static EngineRoute Route { get; } = new("container.attach", "POST", "/containers/*/attach")
    {
        Read = request => new AttachContainer(
            request.Target, request.Flag("logs"), request.Flag("stream"), request.Flag("stdin"), request.Flag("stdout"), request.Flag("stderr"),
            request.Word("detachKeys"))
        {
            Input = request.Input,
        },
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool LeavesHttp => true;

    /// <summary>What the client sends; null for nothing.</summary>
    public EngineInput? Input { get; init; }

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id))
        .With("detachKeys", DetachKeys)
        .With("logs", Logs)
        .With("stderr", Stderr)
        .With("stdin", Stdin)
        .With("stdout", Stdout)
        .With("stream", Stream);

    /// <inheritdoc/>
    public override Task<Hijacked> Read(EngineResponse response) => Task.FromResult(new Hijacked(new LogStream(response)));

    /// <inheritdoc/>
    protected override Task Write(Hijacked reply, IEngineAnswer answer) => reply.Write(answer, new HijackHead());

    /// <inheritdoc/>
    public override Task Refuse(int status, string message, IEngineAnswer answer)
    {
        answer.Hijack(new HijackHead(Refusal: status));
        return answer.Write(System.Text.Encoding.UTF8.GetBytes(message + "\r\n"));
    }
}
