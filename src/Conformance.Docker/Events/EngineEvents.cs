using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>A daemon (or the proxy before it) received a request.</summary>
/// <param name="Call">Number of the request in this run, from 1.</param>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Target">Container or image addressed, as the client wrote it.</param>
/// <param name="Client">Who called.</param>
/// <param name="IsMutating">Whether it may change something.</param>
public sealed record EngineReceived(int Call, string Operation, string? Target, string Client, bool IsMutating) : EventData
{
    /// <summary>The variable by which a client says for whom it calls. Its children inherit it, and keep it when they outlive it.</summary>
    public const string OwnerVariable = "CONFORMANCE_OWNER";

    /// <summary>For whom the client calls, as its environment says; null if it does not.</summary>
    public string? Owner { get; init; }

    /// <inheritdoc/>
    public override string Kind => "engine.received";

    /// <inheritdoc/>
    public override string? Container => Target;

    /// <inheritdoc/>
    public override string Describe() => $"#{Call} {Operation} from {Client}" + (Owner is null ? "" : " for " + Owner);
}

/// <summary>A daemon (or the proxy) answered a request, or cut it.</summary>
/// <param name="Call">Number of the request.</param>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Target">As in the request.</param>
/// <param name="Outcome"><c>ok</c>, <c>not modified</c>, <c>STATUS message</c>, <c>dropped</c>.</param>
public sealed record EngineAnswered(int Call, string Operation, string? Target, string Outcome) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "engine.answered";

    /// <inheritdoc/>
    public override string? Container => Target;

    /// <inheritdoc/>
    public override string Describe() => $"#{Call} {Operation}: {Outcome}";
}

/// <summary>A container came to be at the daemon.</summary>
/// <param name="Id">Docker id.</param>
/// <param name="Name">Name without slash.</param>
/// <param name="Spec">What was asked.</param>
/// <param name="CommandLine">Program and arguments after merging with the image.</param>
public sealed record ContainerCreated(string Id, string Name, ContainerSpec Spec, IReadOnlyList<string> CommandLine) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "container.created";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override string Describe() => $"{Name}: {string.Join(' ', CommandLine)}";
}

/// <summary>A container's process was started.</summary>
/// <param name="Id">Docker id.</param>
/// <param name="Name">Name without slash.</param>
/// <param name="Pid">Host pid.</param>
public sealed record ContainerStarted(string Id, string Name, int Pid) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "container.started";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override string Describe() => $"{Name}: pid {Pid}";
}

/// <summary>A container's process ended: the truth, whatever the daemon says of it later.</summary>
/// <param name="Id">Docker id.</param>
/// <param name="Name">Name without slash.</param>
/// <param name="ExitCode">0 to 255; 128+n for signal n.</param>
/// <param name="OutOfMemory">The kernel killed it for memory.</param>
public sealed record ContainerExited(string Id, string Name, int ExitCode, bool OutOfMemory) : EventData
{
    /// <summary>All that its processes had written until then, in all its lives; null if it cannot be known any more.</summary>
    public ContainerOutput? Written { get; init; }

    /// <inheritdoc/>
    public override string Kind => "container.exited";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override string Describe() => $"{Name}: code {ExitCode}" + (OutOfMemory ? ", out of memory" : "");
}

/// <summary>A signal was delivered to a container through the daemon (kill, stop, rm -f).</summary>
/// <param name="Id">Docker id.</param>
/// <param name="Name">Name without slash.</param>
/// <param name="Signal">Number.</param>
public sealed record ContainerSignalled(string Id, string Name, int Signal) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "container.signalled";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override string Describe() => $"{Name}: signal {Signal}";
}

/// <summary>A container is gone from the daemon.</summary>
/// <param name="Id">Docker id.</param>
/// <param name="Name">Name without slash.</param>
public sealed record ContainerRemoved(string Id, string Name) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "container.removed";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override string Describe() => Name;
}
