using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>
/// A simulated process. While its code runs it is the current <see cref="SynchronizationContext"/>, and that is the only notion
/// of a current process. Every continuation captured in it comes back through the world's run queue, or never, when it is dead.
/// </summary>
public sealed class SimProcess : SynchronizationContext
{
    private static readonly SendOrPostCallback RunBody = static state => ((SimProcess)state!).Begin();
    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>();
    private readonly List<ExitWaiter> exitWaiters = [];
    private readonly List<ExitWaiter> awaited = [];
    private readonly List<SimProcess> children = [];
    private Func<SimProcess, Task<int>>? body;
    private ProcessExit? exit;

    internal SimProcess(World world, string name, int pid, SimProcess? parent, IReadOnlyList<string> arguments, Func<SimProcess, Task<int>>? body)
    {
        World = world;
        Name = name;
        Pid = pid;
        Parent = parent;
        Arguments = arguments;
        this.body = body;
        StartTime = world.Now;
        Environment = parent?.Environment ?? NoVariables;
        parent?.children.Add(this);
        SetWaitNotificationRequired();
    }

    /// <summary>The world it lives in.</summary>
    public World World { get; }

    /// <summary>Process id, given in order of starting; 1 is the world's init.</summary>
    public int Pid { get; }

    /// <summary>Who it is in the history, such as <c>agent</c> or <c>docker:41 run</c>.</summary>
    public string Name { get; }

    /// <summary>Its parent; init once that has died; null for init only.</summary>
    public SimProcess? Parent { get; private set; }

    /// <summary>Command line.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>When it was started.</summary>
    public Instant StartTime { get; }

    /// <summary>Pid and start time, in clock ticks of 10 ms since the world began, as /proc/PID/stat has it.</summary>
    public ProcessIdentity Identity => new(Pid, (StartTime.Nanoseconds - World.Origin.Nanoseconds) / 10_000_000);

    /// <summary>Its environment; that of its parent unless set.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; }

    /// <summary>Its working folder.</summary>
    public string WorkingFolder { get; set; } = "/";

    /// <summary>Bytes that it has read from connections, as <c>rchar</c> of <c>/proc/PID/io</c>: by it a watcher sees that it lives.</summary>
    public long BytesRead { get; set; }

    /// <summary>Whether it may still run.</summary>
    public bool IsAlive => exit is null;

    /// <summary>Whether it is stopped, by <see cref="World.Freeze"/> or SIGSTOP: what comes for it is held back.</summary>
    public bool IsFrozen { get; internal set; }

    /// <summary>The exception that ended it, with its stack; null if none did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// What it does on a signal other than KILL, STOP and CONT, in place of the default (mostly: to die of it). Called as a step of
    /// the process. A handler that does nothing ignores signals, as the first process of a pid namespace does.
    /// </summary>
    public Action<int>? SignalHandler { get; set; }

    /// <summary>Children that are alive, in the order in which they came to it.</summary>
    public IReadOnlyList<SimProcess> Children => children;

    /// <summary>
    /// Completes when it has ended, as an event for the process that asks; may be asked from any process. Without output; see
    /// <see cref="IChildProcess.Exit"/> for that.
    /// </summary>
    public Task<ProcessExit> Exit
    {
        get
        {
            if (exit is not null)
                return Task.FromResult(exit);
            var asker = World.Current;
            foreach (var waiter in exitWaiters)
            {
                if (ReferenceEquals(waiter.Asker, asker))
                    return waiter.Source.Task;
            }

            var added = new ExitWaiter(this, asker);
            exitWaiters.Add(added);
            asker?.awaited.Add(added);
            return added.Source.Task;
        }
    }

    /// <summary>How it ended; null while it is alive.</summary>
    public ProcessExit? Ended => exit;

    /// <summary>Connections that it made.</summary>
    internal List<WorldConnection> Outgoing { get; } = [];

    /// <summary>Connections that others made to it.</summary>
    internal List<WorldConnection> Incoming { get; } = [];

    /// <summary>Roads to the processes it has talked to.</summary>
    internal List<Link> Links { get; } = [];

    /// <summary>What came while it was frozen.</summary>
    internal List<RunItem> Held { get; } = [];

    /// <summary>Queues a step of this process; dropped when it is dead.</summary>
    public override void Post(SendOrPostCallback d, object? state) => World.Enqueue(this, d, state);

    /// <summary>Runs at once when this is the current process; a wait for another process is refused.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!ReferenceEquals(Current, this))
            throw World.Break($"a synchronous call into process {Name}");
        d(state);
    }

    /// <summary>Itself: a process is one context, however often it is captured.</summary>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>
    /// Refused: a blocking wait would stop the only thread there is. Told apart from a lock of the runtime's own (a type's
    /// initialiser, a serialiser's metadata) that another world's thread holds for a moment by <see cref="World.BlockingLimit"/>.
    /// </summary>
    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        var limit = (int)World.BlockingLimit.TotalMilliseconds;
        var result = WaitHelper(waitHandles, waitAll, millisecondsTimeout < 0 ? limit : Math.Min(limit, millisecondsTimeout));
        return result != WaitHandle.WaitTimeout
            ? result
            : throw World.Break($"process {Name} blocks its thread; it must await");
    }

    /// <summary>Name and pid.</summary>
    public override string ToString() => $"{Name} (pid {Pid})";

    internal void Launch() => World.Enqueue(this, RunBody, this);

    /// <summary>Runs work and ends the process when an exception escapes from it.</summary>
    internal async Task Watch(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    internal void Fail(Exception exception)
    {
        if (!IsAlive)
            return;
        Failure = exception;
        World.End(this, 134, null, $"{exception.GetType().Name}: {exception.Message}");
    }

    /// <summary>Marks it dead and lets go of everything it waits for.</summary>
    internal void Die(ProcessExit how, SimProcess heir)
    {
        exit = how;
        body = null;
        SignalHandler = null;
        Held.Clear();
        foreach (var waiter in awaited)
            waiter.Target.exitWaiters.Remove(waiter);
        awaited.Clear();
        foreach (var child in children)
        {
            child.Parent = heir;
            heir.children.Add(child);
        }

        children.Clear();
        Parent?.children.Remove(this);
    }

    /// <summary>Tells everyone who awaits its exit; in kernel mode.</summary>
    internal void Announce()
    {
        ExitWaiter[] waiters = [.. exitWaiters];
        exitWaiters.Clear();
        foreach (var waiter in waiters)
        {
            waiter.Asker?.awaited.Remove(waiter);
            waiter.Source.TrySetResult(exit!);
        }
    }

    private void Begin()
    {
        var work = body!;
        body = null;
        _ = Watch(work);
    }

    private async Task Watch(Func<SimProcess, Task<int>> work)
    {
        int code;
        try
        {
            code = await work(this);
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }

        World.End(this, code, null, null);
    }

    /// <summary>One process that awaits the end of another; a waiter that dies is forgotten, so that its state can be collected.</summary>
    private sealed class ExitWaiter(SimProcess target, SimProcess? asker)
    {
        internal SimProcess Target => target;

        internal SimProcess? Asker => asker;

        internal TaskCompletionSource<ProcessExit> Source { get; } = new();
    }
}
