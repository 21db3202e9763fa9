namespace Conformance.Docker;

/// <summary>
/// One request to the Engine API as a value. There is one record per operation, in a file of its own; the record knows
/// its name, what it is about, and how it looks over HTTP. Because a request is a value, whoever stands between a client and
/// a daemon (faults, traces, a message between simulated processes) is one method, not one per operation.
/// </summary>
public abstract record EngineOperation
{
    /// <summary>Stable dotted name that faults, histories and reports use: <c>container.create</c>, <c>image.pull</c>, ...</summary>
    public abstract string Name { get; }

    /// <summary>The container addressed, as the client wrote it (name, id or prefix); for create the name asked for. Null if none.</summary>
    public virtual string? Container => null;

    /// <summary>The image reference addressed, as the client wrote it. Null if none.</summary>
    public virtual string? Image => null;

    /// <summary>Whether the operation may change something at the daemon.</summary>
    public virtual bool IsMutating => false;

    /// <summary>
    /// Whether its answer leaves HTTP (<see cref="IEngineAnswer.Hijack"/>): the client's bytes go on after the request, and its half-close is
    /// only their end.
    /// </summary>
    public virtual bool LeavesHttp => false;

    /// <summary>How it is asked over HTTP. <see cref="EngineRoutes.Identify"/> is the way back.</summary>
    public abstract EngineRequest ToRequest();

    /// <summary>
    /// The daemon's side: asks an engine and writes its answer as HTTP. A failure of the engine is thrown; the head is then not yet
    /// written, unless the answer is a stream that broke.
    /// </summary>
    public abstract Task Serve(IDockerEngine engine, IEngineAnswer answer);

    /// <summary>The daemon's side: writes an error answer.</summary>
    public virtual Task Refuse(int status, string message, IEngineAnswer answer) => answer.Error(status, message);
}

/// <summary>An operation whose answer is a <typeparamref name="TReply"/>; <see cref="Nothing"/> for an empty one.</summary>
public abstract record EngineOperation<TReply> : EngineOperation
{
    /// <summary>
    /// Reads a good answer (2xx or 304). A stream takes the response over; otherwise the caller closes it afterwards.
    /// Throws <see cref="DockerException"/> for one that is cut or not what the API promises.
    /// </summary>
    public abstract Task<TReply> Read(EngineResponse response);

    /// <inheritdoc/>
    public sealed override async Task Serve(IDockerEngine engine, IEngineAnswer answer) => await Write(await engine.Call(this), answer);

    /// <summary>Writes a good answer: the way back of <see cref="Read"/>.</summary>
    protected abstract Task Write(TReply reply, IEngineAnswer answer);
}

/// <summary>An answer without content (204 or an empty 200), or one that says that nothing was to do (304).</summary>
/// <param name="WasModified">False for 304: a start of a running container, a stop of a stopped one.</param>
public sealed record Nothing(bool WasModified = true);
