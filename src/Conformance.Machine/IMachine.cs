namespace Conformance.Machine;

/// <summary>
/// The seam to everything that is not Docker: time, processes, disk, network, background work, randomness.
/// Every effect of a containerizer goes through it and is awaited, so that the same code runs on a real host
/// and in a simulation where a crash can hit between any two effects.
/// Code written against it never starts a thread, opens a file or reads a clock by itself, never calls
/// <c>ConfigureAwait</c>, and treats the current <see cref="SynchronizationContext"/> as the current process.
/// </summary>
public interface IMachine
{
    /// <summary>The present moment of this machine's wall clock.</summary>
    Instant Now { get; }

    /// <summary>
    /// The clock for <c>Task.Delay(span, Time)</c>, <c>task.WaitAsync(span, Time)</c> and
    /// <c>new CancellationTokenSource(span, Time)</c>. Timers made with it belong to the current process.
    /// </summary>
    TimeProvider Time { get; }

    /// <summary>The files of this machine, /proc and the cgroup file systems included.</summary>
    IDisk Disk { get; }

    /// <summary>The processes of this machine.</summary>
    IProcesses Processes { get; }

    /// <summary>The loopback network of this machine.</summary>
    INetwork Network { get; }

    /// <summary>A promise that may be settled from anywhere in the current process; see <see cref="Completion{T}"/>.</summary>
    Completion<T> Completion<T>();

    /// <summary>
    /// Starts background work of the current process. An exception that escapes <paramref name="body"/> ends the
    /// process, as an unhandled exception does. This is the only way to start work without awaiting it.
    /// </summary>
    /// <param name="name">What the work is, for the history.</param>
    /// <param name="body">The work.</param>
    void Spawn(string name, Func<Task> body);

    /// <summary>
    /// A named place at which faults may act (crash the process, delay it, tear a file). Awaited; never returns to a
    /// process that a fault killed here. On a machine without faults it completes at once.
    /// </summary>
    /// <param name="name">Dotted lower-case name such as <c>checkpoint.write</c>.</param>
    /// <param name="container">The Mesos container id it is about, if any.</param>
    /// <param name="phase">Before or after the effect that the name stands for.</param>
    Task Point(string name, string? container, Phase phase);

    /// <summary>A number in [0, 1), from the seed of the run in simulation. For retry jitter and the like.</summary>
    double NextRandom();
}

/// <summary>On which side of its effect an edge lies.</summary>
public enum Phase
{
    /// <summary>The operation was received; nothing has happened yet.</summary>
    Before,

    /// <summary>The effect has happened; the caller has not been answered yet.</summary>
    After,
}
