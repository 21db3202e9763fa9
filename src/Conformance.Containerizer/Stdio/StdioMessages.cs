using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>One line of the stdio protocol (proto/README.md). <see cref="StdioProtocol"/> reads and writes them.</summary>
public abstract record StdioMessage;

/// <summary>Harness to subject, first line: what the agent tells its containerizer.</summary>
/// <param name="Protocol">Newest version that the harness speaks.</param>
/// <param name="Options">Flags and bounds.</param>
public sealed record HarnessHello(int Protocol, ContainerizerOptions Options) : StdioMessage;

/// <summary>Subject to harness, first line.</summary>
/// <param name="Protocol">Version that the subject will speak; not above the harness's.</param>
/// <param name="Name">What the subject calls itself, for reports.</param>
/// <param name="Capabilities">Words of <see cref="StdioProtocol"/> such as <see cref="StdioProtocol.Points"/>.</param>
public sealed record SubjectHello(int Protocol, string Name, IReadOnlyList<string> Capabilities) : StdioMessage;

/// <summary>Harness to subject: one of the seven calls.</summary>
/// <param name="Id">Chosen by the harness, unique in a connection, above 0; the answer repeats it.</param>
public abstract record StdioRequest(int Id) : StdioMessage
{
    /// <summary>recover, launch, update, usage, wait, destroy, containers.</summary>
    public abstract string Call { get; }
}

/// <summary>Call <c>recover</c>.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="State">What was checkpointed; null for nothing.</param>
public sealed record RecoverRequest(int Id, SlaveState? State) : StdioRequest(Id)
{
    /// <inheritdoc/>
    public override string Call => "recover";
}

/// <summary>Call <c>launch</c>.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="Launch">What to run.</param>
public sealed record LaunchRequest(int Id, Launch Launch) : StdioRequest(Id)
{
    /// <inheritdoc/>
    public override string Call => "launch";
}

/// <summary>Call <c>update</c>.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="Update">Container and its resources.</param>
public sealed record UpdateRequest(int Id, Update Update) : StdioRequest(Id)
{
    /// <inheritdoc/>
    public override string Call => "update";
}

/// <summary>Call <c>usage</c>.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="ContainerId">Container.</param>
public sealed record UsageRequest(int Id, string ContainerId) : StdioRequest(Id)
{
    /// <inheritdoc/>
    public override string Call => "usage";
}

/// <summary>Call <c>wait</c>.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="ContainerId">Container.</param>
public sealed record WaitRequest(int Id, string ContainerId) : StdioRequest(Id)
{
    /// <inheritdoc/>
    public override string Call => "wait";
}

/// <summary>Call <c>destroy</c>.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="ContainerId">Container.</param>
public sealed record DestroyRequest(int Id, string ContainerId) : StdioRequest(Id)
{
    /// <inheritdoc/>
    public override string Call => "destroy";
}

/// <summary>Call <c>containers</c>.</summary>
/// <param name="Id">Of the request.</param>
public sealed record ContainersRequest(int Id) : StdioRequest(Id)
{
    /// <inheritdoc/>
    public override string Call => "containers";
}

/// <summary>Subject to harness: the end of a call.</summary>
/// <param name="Id">Of the request.</param>
public abstract record StdioAnswer(int Id) : StdioMessage;

/// <summary>The call failed.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="Message">The reason, as the framework should read it.</param>
/// <param name="IsDefinite">The effect is known not to have happened.</param>
public sealed record FailureAnswer(int Id, string Message, bool IsDefinite) : StdioAnswer(Id);

/// <summary>The call succeeded; at most one of the results is set, according to the call.</summary>
/// <param name="Id">Of the request.</param>
public sealed record SuccessAnswer(int Id) : StdioAnswer(Id)
{
    /// <summary>Answer of launch.</summary>
    public bool? Launched { get; init; }

    /// <summary>Answer of wait.</summary>
    public Termination? Termination { get; init; }

    /// <summary>Answer of usage.</summary>
    public ResourceStatistics? Statistics { get; init; }

    /// <summary>Answer of containers.</summary>
    public IReadOnlyList<string>? Containers { get; init; }
}

/// <summary>Subject to harness: it has reached a point and stands still there until <see cref="StdioGo"/>.</summary>
/// <param name="Number">Chosen by the subject, unique in a connection, above 0.</param>
/// <param name="Name">Dotted name such as <c>checkpoint.write</c>.</param>
/// <param name="Container">Mesos container id; null if about none.</param>
/// <param name="Phase">Before or after the effect.</param>
public sealed record StdioPoint(int Number, string Name, string? Container, Phase Phase) : StdioMessage;

/// <summary>Harness to subject: go on from a point.</summary>
/// <param name="Number">Of the point.</param>
public sealed record StdioGo(int Number) : StdioMessage;
