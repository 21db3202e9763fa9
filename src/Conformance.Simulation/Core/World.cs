using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>
/// Many processes, one thread, one clock.
///
/// What it does. It runs ordinary async C# of several simulated processes (the agent, the daemon, each docker program, each
/// container's program) as if they were processes of one host, such that a run is a pure function of the code and a seed: the same
/// order of events each time, to the nanosecond, thousands of runs a second, whatever the real machine does meanwhile.
///
/// The loop. There is one FIFO queue of things that can run now and one heap of things that will happen at a time. While the queue
/// has an item, it is run. When it is empty, nothing in the whole world can move, so the clock jumps to the next timer and fires it.
/// When there is no timer either, the run is stuck, which is an outcome like any other.
///
/// The rules, and the idea behind them. A process *is* a <see cref="SynchronizationContext"/>. An `await` captures the current one
/// and comes back through its Post, that is: through the queue. That gives three things for the price of one.
///
/// 1. Order. All that ever runs went through one queue. Timers and replies fire in kernel mode, with no current process, because a
///    task completed there must post its captured continuations: completed inside a process it would run those of the same
///    process at once, inside the stack of whoever completed it, and send those it cannot place to the thread pool, whence they
///    come back at a real time, and virtual time races ahead.
/// 2. Death. Killing a process is nothing but not running its items any more, forgetting its timers and cutting its connections. Its
///    state machines become garbage, with no `finally` run, as with SIGKILL. A kill takes effect between two steps: whatever
///    must not happen in a dead process comes after an await.
/// 3. Separation. Code of one process never runs in the stack of another: calls are messages with a latency that the seed decides
///    (see <see cref="WorldConnection"/>), so peers live on when one dies, and learn of it as an event; and different seeds give
///    different orders, which is how races are found.
///
/// What would break it is detected, not hoped for: a post from a foreign thread, a blocking wait, an endless loop at one instant
/// and one that never rests (<see cref="StepsMax"/>) each end the run as <see cref="WorldEnd.Failed"/>, with the stack. Nothing here is thread-safe, on purpose. The thread that
/// made the world or last ran it is its owner.
///
/// Driven by the wall clock (<see cref="Advance"/>), the same world serves real clients, on one thread at a time.
/// </summary>
public sealed class World
{
    /// <summary>How long a stuck run waits for a stray thread to show itself. A stuck run is over, so this costs no other.</summary>
    private static readonly TimeSpan StrayThreadWait = TimeSpan.FromMilliseconds(2);

    private static readonly SendOrPostCallback AnnounceExit = static state => ((SimProcess)state!).Announce();
    private static readonly SendOrPostCallback RunWork = static state => ((Action)state!)();
    private readonly SortedDictionary<int, SimProcess> live = [];
    private readonly WorldRandom latencies;
    private readonly RunLoop loop;

    /// <summary>A world in which only init (pid 1) lives.</summary>
    /// <param name="seed">Decides everything that is random.</param>
    /// <param name="start">What its clock says at first.</param>
    /// <param name="keepsHistory">Whether its history keeps the lines; false for a world that lives long.</param>
    public World(ulong seed, Instant start, bool keepsHistory = true)
    {
        Origin = start;
        loop = new RunLoop(start);
        Random = new WorldRandom(seed);
        latencies = new WorldRandom(~seed);
        Time = new WorldTime(this);
        History = new History(() => Now, keepsHistory);
        Init = new SimProcess(this, "init", NextPid++, null, ["init"], null);
        live.Add(Init.Pid, Init);
    }

    /// <summary>The present moment.</summary>
    public Instant Now => loop.Now;

    /// <summary>The clock for timers of the base library; they belong to the process that makes them.</summary>
    public TimeProvider Time { get; }

    /// <summary>The record of the run.</summary>
    public History History { get; }

    /// <summary>Randomness for whoever lives in this world. Latencies have a generator of their own.</summary>
    public WorldRandom Random { get; }

    /// <summary>Pid 1: parent of what the outside starts and of orphans. It does nothing and never dies.</summary>
    public SimProcess Init { get; }

    /// <summary>The pid of the next process. May be set back to make a pid come again, once its holder is dead.</summary>
    public int NextPid { get; set; } = 1;

    /// <summary>Shortest way of a message. Default: 20 microseconds.</summary>
    public TimeSpan LatencyMin { get; set; } = TimeSpan.FromMicroseconds(20);

    /// <summary>Longest way of a message. Default: 200 microseconds.</summary>
    public TimeSpan LatencyMax { get; set; } = TimeSpan.FromMicroseconds(200);

    /// <summary>
    /// Real time that a process may block its thread, for locks inside the runtime that another world's thread holds. Longer is
    /// a blocking wait, which ends the run. Default: 5 s.
    /// </summary>
    public TimeSpan BlockingLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many steps it may take in all. One that never comes to rest although its time goes on, such as whoever tries again without a
    /// pause, ends as <see cref="WorldEnd.Failed"/>. Default: no bound, for worlds that serve for days.
    /// </summary>
    public long StepsMax
    {
        get => loop.StepsMax;
        set => loop.StepsMax = value;
    }

    /// <summary>Processes that are alive, by pid; init included.</summary>
    public IReadOnlyCollection<SimProcess> Processes => live.Values;

    /// <summary>The process whose code is running; null in kernel mode and outside a run.</summary>
    public SimProcess? Current => SynchronizationContext.Current as SimProcess;

    /// <summary>When the next timer is due; the present while something can run; null if nothing would ever happen.</summary>
    public Instant? NextDue => loop.NextDue;

    /// <summary>The pid that the next process will really have.</summary>
    internal int PidToCome
    {
        get
        {
            var pid = NextPid;
            while (live.ContainsKey(pid))
                pid++;
            return pid;
        }
    }

    /// <summary>What its clock said at first.</summary>
    internal Instant Origin { get; }

    /// <summary>A live process by pid, or null.</summary>
    public SimProcess? Find(int pid) => live.GetValueOrDefault(pid);

    /// <summary>
    /// Starts a process; its body begins as a later step. Its exit code is the body's result, or 134 (SIGABRT in a shell's words)
    /// when an exception escapes.
    /// </summary>
    /// <param name="name">Who it is in the history.</param>
    /// <param name="body">What it does.</param>
    /// <param name="parent">Default: the current process, or init outside one.</param>
    /// <param name="arguments">Command line. Default: the name.</param>
    public SimProcess Start(
        string name, Func<SimProcess, Task<int>> body, SimProcess? parent = null, IReadOnlyList<string>? arguments = null)
    {
        parent ??= Current ?? Init;
        var pid = PidToCome;
        NextPid = pid + 1;
        var process = new SimProcess(this, name, pid, parent.IsAlive ? parent : Init, arguments ?? [name], body);
        live.Add(process.Pid, process);
        History.Add(name, new ProcessStarted(process.Pid, process.Parent!.Pid, string.Join(' ', process.Arguments)));
        process.Launch();
        return process;
    }

    /// <summary>
    /// Calls into another process: a message there, the body runs in the callee, a message back. Throws what the body throws, and
    /// <see cref="PeerDiedException"/> when the callee is dead or dies before it has answered.
    /// </summary>
    public Task<T> Call<T>(SimProcess callee, Func<WorldCaller, Task<T>> body) => BeginCall(callee, body).Reply;

    /// <summary>As <see cref="Call"/>, for callers that may give up.</summary>
    public WorldCall<T> BeginCall<T>(SimProcess callee, Func<WorldCaller, Task<T>> body)
    {
        var connection = new WorldConnection(this, Demand("a call"), callee, isOneCall: true);
        return connection.Begin(body);
    }

    /// <summary>Opens a connection for several calls, such as the items of a stream. It ends with its maker or with Close.</summary>
    public WorldConnection Connect(SimProcess callee) => new(this, Demand("a connection"), callee, isOneCall: false);

    /// <summary>A promise of the current process, settled through the run queue.</summary>
    public Completion<T> Completion<T>() => new WorldCompletion<T>(this, Current);

    /// <summary>Starts background work of the current process as a later step; see <see cref="IMachine.Spawn"/>.</summary>
    public void Spawn(string name, Func<Task> body)
    {
        var process = Demand($"spawning {name}");
        Enqueue(process, RunWork, () => { _ = process.Watch(body); });
    }

    /// <summary>Let everything that is ready run first; never returns to a dead process. Costs no virtual time.</summary>
    public WorldTurn Turn() => new(this, Current);

    /// <summary>Waits with the clock's full resolution. <c>Task.Delay</c> cuts to milliseconds.</summary>
    public Task Delay(TimeSpan span)
    {
        var node = new DelayNode { Owner = Current };
        Schedule(node, Now + (span < TimeSpan.Zero ? TimeSpan.Zero : span));
        return node.Source.Task;
    }

    /// <summary>
    /// Ends a process by a signal that it cannot catch, without a word. When it is the current one, it never resumes from its next await.
    /// </summary>
    /// <param name="process">Whom; nothing happens when it is dead.</param>
    /// <param name="signal">What its exit says.</param>
    /// <param name="withChildren">All its descendants too. Otherwise they live on with init as parent.</param>
    public void Kill(SimProcess process, int signal, bool withChildren)
    {
        SimProcess[] children = withChildren ? [.. process.Children] : [];
        End(process, null, signal, null);
        foreach (var child in children)
            Kill(child, signal, true);
    }

    /// <summary>Sends a signal, with Linux's default dispositions. False when the process is dead. Signal 0 only asks.</summary>
    public bool Signal(SimProcess process, int signal)
    {
        if (!process.IsAlive)
            return false;
        switch (signal)
        {
            case 0:
                break;
            case Signals.Kill:
                Kill(process, signal, false);
                break;
            case 19: // STOP
                Freeze(process);
                break;
            case 18: // CONT
                Thaw(process);
                break;
            default:
                if (process.SignalHandler is { } handler)
                    Enqueue(process, RunWork, () => handler(signal));
                else if (signal is not (17 or 23 or 28)) // CHLD, URG and WINCH are ignored by default
                    Kill(process, signal, false);
                break;
        }

        return true;
    }

    /// <summary>Stops a process, as the freezer cgroup does: its clock runs on, its code does not. A kill still works.</summary>
    public void Freeze(SimProcess process) => process.IsFrozen = process.IsAlive;

    /// <summary>Lets a frozen process run on, with what came meanwhile, in that order.</summary>
    public void Thaw(SimProcess process)
    {
        process.IsFrozen = false;
        loop.Release(process);
    }

    /// <summary>Runs until the condition holds (asked after every step) or nothing more can be done.</summary>
    /// <param name="finished">Cheap; must not change anything.</param>
    /// <param name="limit">The latest moment to go to.</param>
    public WorldOutcome Run(Func<bool> finished, Instant limit)
    {
        var outcome = loop.Run(finished, limit);
        if (outcome.End != WorldEnd.Stuck)
            return outcome;
        return loop.FailureWithin(StrayThreadWait)
            ?? outcome with { Detail = $"Alive and waiting: {string.Join(", ", live.Values)}." };
    }

    /// <summary>
    /// Does all that is due until a moment and sets the clock to it; for a world that is driven by another clock. It may be stuck or
    /// stand at its limit afterwards: both mean that it waits for the outside.
    /// </summary>
    public WorldOutcome Advance(Instant until)
    {
        var outcome = loop.Run(static () => false, until);
        loop.MoveTo(until);
        return outcome;
    }

    internal void Enqueue(SimProcess? process, SendOrPostCallback callback, object? state) => loop.Enqueue(process, callback, state);

    internal void Schedule(TimerNode node, Instant at) => loop.Schedule(node, at);

    internal void Cancel(TimerNode node) => loop.Cancel(node);

    internal InvalidOperationException Break(string what) => loop.Break(what);

    internal TimeSpan Latency() => latencies.Duration(LatencyMin, LatencyMax);

    /// <summary>The one way in which a process ends.</summary>
    internal void End(SimProcess process, int? code, int? signal, string? why)
    {
        if (!process.IsAlive)
            return;
        if (ReferenceEquals(process, Init))
            throw new InvalidOperationException("Init cannot end.");
        process.Die(new ProcessExit(code, signal, [], []), Init);
        live.Remove(process.Pid);
        loop.CancelAllOf(process);
        History.Add(process.Name, new ProcessExited(process.Pid, code, signal, why));
        WorldConnection.PeerDied(process);
        Enqueue(null, AnnounceExit, process);
    }

    private SimProcess Demand(string what) =>
        Current ?? throw new InvalidOperationException($"There is no current process; {what} needs one.");

    private sealed class DelayNode : TimerNode
    {
        internal TaskCompletionSource Source { get; } = new();

        internal override void Fire() => Source.TrySetResult();
    }
}
