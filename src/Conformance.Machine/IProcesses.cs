namespace Conformance.Machine;

/// <summary>Starting, looking at and signalling processes.</summary>
public interface IProcesses
{
    /// <summary>
    /// Starts a child of the current process. Children survive the death of their parent, as on Linux.
    /// Throws <see cref="ProcessStartException"/> when the program cannot be started.
    /// </summary>
    Task<IChildProcess> Start(ProcessSpec spec);

    /// <summary>A process by pid, whoever started it; null if there is none. A zombie is reported as such.</summary>
    Task<ProcessInfo?> Find(int pid);

    /// <summary>All processes of this machine (of its pid namespace), whoever started them, in no order that means anything.</summary>
    Task<IReadOnlyList<ProcessInfo>> All();

    /// <summary>
    /// A variable of the environment that a process was started with; null if it has none of that name, or is gone, or is
    /// somebody else's.
    /// </summary>
    Task<string?> Variable(ProcessIdentity identity, string name);

    /// <summary>
    /// Sends a signal to a process that may not be a child. Nothing happens, and false is returned, when the process is
    /// gone or its start time differs from <paramref name="identity"/> (the pid now belongs to another process).
    /// </summary>
    Task<bool> Signal(ProcessIdentity identity, int signal);
}

/// <summary>A process, distinguishable from a later one with the same pid.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTime">Opaque start time: field 22 of /proc/PID/stat on Linux (clock ticks since boot).</param>
public readonly record struct ProcessIdentity(int Pid, long StartTime);

/// <summary>What is known of a process.</summary>
/// <param name="Identity">Pid and start time.</param>
/// <param name="Parent">Pid of the parent.</param>
/// <param name="Arguments">Command line; empty for a zombie.</param>
/// <param name="IsZombie">It has ended and was not reaped.</param>
public sealed record ProcessInfo(ProcessIdentity Identity, int Parent, IReadOnlyList<string> Arguments, bool IsZombie);

/// <summary>What to start and how its streams are connected.</summary>
/// <param name="Arguments">Program (searched on PATH unless it has a slash) and its arguments.</param>
public sealed record ProcessSpec(IReadOnlyList<string> Arguments)
{
    /// <summary>Variables laid over the environment of the current process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = EmptyEnvironment;

    /// <summary>Working folder; null for that of the current process.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Where standard output goes. Default: collected.</summary>
    public OutputTarget StandardOutput { get; init; } = OutputTarget.Collect;

    /// <summary>Where standard error goes. Default: collected.</summary>
    public OutputTarget StandardError { get; init; } = OutputTarget.Collect;

    private static readonly IReadOnlyDictionary<string, string> EmptyEnvironment = new Dictionary<string, string>();
}

/// <summary>
/// Where an output stream goes: collected in memory (drained while the process runs, whatever its size), discarded, or
/// appended to a file by the child itself, so that it goes on after the parent's death.
/// </summary>
/// <param name="Path">The file to append to; null for the two others.</param>
/// <param name="IsCollected">Whether it is kept in memory.</param>
public sealed record OutputTarget(string? Path, bool IsCollected)
{
    /// <summary>Kept in memory until the exit.</summary>
    public static OutputTarget Collect { get; } = new(null, true);

    /// <summary>Sent to /dev/null.</summary>
    public static OutputTarget Discard { get; } = new(null, false);

    /// <summary>Appended to a file, which is made when missing.</summary>
    public static OutputTarget AppendTo(string path) => new(path, false);
}

/// <summary>A child of the current process. Standard input is /dev/null.</summary>
public interface IChildProcess
{
    /// <summary>Pid and start time.</summary>
    ProcessIdentity Identity { get; }

    /// <summary>Completes when the child has ended and its collected output has been read to the end.</summary>
    Task<ProcessExit> Exit { get; }

    /// <summary>When it last wrote to a collected stream; its start if never. For inactivity limits.</summary>
    Instant LastOutput { get; }

    /// <summary>
    /// Sends a signal to the child and, with <paramref name="tree"/>, to all its descendants.
    /// Nothing happens once it was reaped: its pid may belong to another process by then.
    /// </summary>
    Task Kill(int signal, bool tree = false);
}

/// <summary>How a child ended.</summary>
/// <param name="Code">Exit code; null when a signal ended it.</param>
/// <param name="Signal">Signal number; null when it exited.</param>
/// <param name="StandardOutput">What it wrote, if collected.</param>
/// <param name="StandardError">What it wrote, if collected.</param>
public sealed record ProcessExit(int? Code, int? Signal, byte[] StandardOutput, byte[] StandardError)
{
    /// <summary>Exit code 0.</summary>
    public bool IsSuccess => Code == 0;

    /// <summary>As Mesos renders a wait status: <c>exited with status N</c> or <c>terminated with signal TEXT</c>.</summary>
    public string Text => Code is { } code
        ? $"exited with status {code}"
        : $"terminated with signal {Signals.Describe(Signal ?? 0)}";
}

/// <summary>A program could not be started: not found, not executable, no such folder.</summary>
public sealed class ProcessStartException(string message) : Exception(message);
