using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>
/// The queue of what can run now, the heap of what happens at a time, and the loop over both; see <see cref="World"/>. It also
/// notices what would break the simulation: foreign threads, and loops in which no time passes.
/// </summary>
internal sealed class RunLoop(Instant start)
{
    private const int StepsPerInstantMax = 1_000_000;

    private readonly Queue<RunItem> ready = new();
    private readonly TimerHeap timers = new();
    private long sequence;
    private int stepsAtInstant;
    private long steps;
    private int thread = Environment.CurrentManagedThreadId;
    private string? failure;
    private bool isRunning;

    internal Instant Now { get; private set; } = start;

    internal long StepsMax { get; set; } = long.MaxValue;

    internal Instant? NextDue => ready.Count > 0 ? Now : timers.First is { } first ? new Instant(first.At) : null;

    /// <summary>Queues a step; from a foreign thread that is the end of the run.</summary>
    internal void Enqueue(SimProcess? process, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId != thread)
            Break($"a post from a foreign thread to {process?.Name ?? "the world"}");
        else if (process is not { IsAlive: false })
            ready.Enqueue(new RunItem(process, callback, state));
    }

    /// <summary>Sets a timer that is not set; one of a dead process never fires.</summary>
    internal void Schedule(TimerNode node, Instant at)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            Break("a timer set by a foreign thread");
            return;
        }

        if (node.Owner is { IsAlive: false })
            return;
        node.At = Math.Max(at.Nanoseconds, Now.Nanoseconds);
        node.Sequence = sequence++;
        timers.Add(node);
    }

    internal void Cancel(TimerNode node)
    {
        if (Environment.CurrentManagedThreadId != thread)
            Break("a timer changed by a foreign thread");
        else
            timers.Remove(node);
    }

    internal void CancelAllOf(SimProcess process) => timers.RemoveOwnedBy(process);

    /// <summary>Notes that a rule was broken; the run ends after this step. Returns an exception for whoever must not go on.</summary>
    internal InvalidOperationException Break(string what)
    {
        Interlocked.CompareExchange(ref failure, $"{what}\n{Environment.StackTrace}", null);
        return new InvalidOperationException($"The simulation was broken by {what}.");
    }

    /// <summary>Whether a rule was broken, now or within a real time: a stray thread may need some to show itself.</summary>
    internal WorldOutcome? FailureWithin(TimeSpan wait) =>
        SpinWait.SpinUntil(() => Volatile.Read(ref failure) is not null, wait) ? new WorldOutcome(WorldEnd.Failed, failure!) : null;

    /// <summary>Queues what was held back from a frozen process before what came later for it.</summary>
    internal void Release(SimProcess process)
    {
        for (var count = ready.Count; count > 0; count--)
        {
            var item = ready.Dequeue();
            if (ReferenceEquals(item.Process, process))
                process.Held.Add(item);
            else
                ready.Enqueue(item);
        }

        foreach (var item in process.Held)
            ready.Enqueue(item);
        process.Held.Clear();
    }

    internal WorldOutcome Run(Func<bool> finished, Instant limit)
    {
        if (isRunning)
            throw new InvalidOperationException("The world is running already; a step of it must not run it.");
        var outer = SynchronizationContext.Current;
        isRunning = true;
        thread = Environment.CurrentManagedThreadId;
        try
        {
            var end = Loop(finished, limit);
            return new WorldOutcome(end, end == WorldEnd.Failed ? failure! : "");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
            isRunning = false;
        }
    }

    /// <summary>Sets the clock forward when nothing is due before.</summary>
    internal void MoveTo(Instant moment)
    {
        if (Now >= moment || NextDue < moment)
            return;
        Now = moment;
        stepsAtInstant = 0;
    }

    private WorldEnd Loop(Func<bool> finished, Instant limit)
    {
        while (true)
        {
            if (Volatile.Read(ref failure) is not null)
                return WorldEnd.Failed;
            if (finished())
                return WorldEnd.Finished;
            if (ready.TryDequeue(out var item))
            {
                Step(item);
                continue;
            }

            if (timers.First is not { } next)
                return WorldEnd.Stuck;
            if (next.At > limit.Nanoseconds)
            {
                MoveTo(limit);
                return WorldEnd.LimitReached;
            }

            Fire(next);
        }
    }

    private void Step(RunItem item)
    {
        var process = item.Process;
        if (process is not null)
        {
            if (!process.IsAlive)
                return;
            if (process.IsFrozen)
            {
                process.Held.Add(item);
                return;
            }
        }

        if (++stepsAtInstant > StepsPerInstantMax)
        {
            Break($"no progress of time: {StepsPerInstantMax} steps at {Now}, the last one of {process?.Name ?? "the world"}");
            return;
        }

        if (++steps > StepsMax)
        {
            Break($"no rest: {StepsMax} steps until {Now}, the last one of {process?.Name ?? "the world"}");
            return;
        }

        SynchronizationContext.SetSynchronizationContext(process);
        try
        {
            item.Callback(item.State);
        }
        catch (Exception e) when (process is not null)
        {
            process.Fail(e);
        }
        catch (Exception e)
        {
            Break($"an exception in kernel mode: {e}");
        }
    }

    private void Fire(TimerNode node)
    {
        timers.Remove(node);
        MoveTo(new Instant(node.At));
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            node.Fire();
        }
        catch (Exception e)
        {
            Break($"an exception in kernel mode: {e}");
        }
    }
}
