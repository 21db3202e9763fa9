using System.Diagnostics;
using Conformance.Simulation;

namespace Conformance.Gateway;

/// <summary>
/// Drives a world by the wall's clock, on one thread of its own. Other threads reach it only through <see cref="Post"/>, so the
/// world's rules hold: nothing of it is ever touched from outside.
/// </summary>
public sealed class WorldThread : IDisposable
{
    /// <summary>The wall's clock is not read finer than this while nothing comes from outside.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly AutoResetEvent signal = new(false);
    private readonly TaskCompletionSource<string> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly double speed;
    private readonly TimeSpan lag;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Thread thread;
    private Queue<Action> inbox = new();
    private Queue<Action> taken = new();
    private bool isAsleep;
    private bool isEnding;

    /// <summary>Takes a world over, which nobody may touch from then on.</summary>
    /// <param name="world">The world.</param>
    /// <param name="speed">Seconds of the world in one of the wall's; above 0.</param>
    /// <param name="lag">How far the world's clock is behind: the time that setting it up took. Made up for at once.</param>
    public WorldThread(World world, double speed = 1, TimeSpan lag = default)
    {
        World = world;
        this.speed = speed;
        this.lag = lag;
        thread = new Thread(Drive) { Name = "world", IsBackground = true };
        thread.Start();
    }

    /// <summary>The world; only what is posted may use it.</summary>
    public World World { get; }

    /// <summary>Completes, with what happened, when the world broke one of its rules; then nothing is answered any more.</summary>
    public Task<string> Broken => broken.Task;

    /// <summary>Does something in the world, in kernel mode, as soon as the thread comes to it. Nothing after <see cref="Dispose"/>.</summary>
    public void Post(Action action)
    {
        lock (gate)
        {
            if (isEnding)
                return;
            inbox.Enqueue(action);
            Wake();
        }
    }

    /// <summary>Ends the thread after its present step.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnding = true;
            Wake();
        }

        thread.Join();
        signal.Dispose();
    }

    private void Drive()
    {
        var start = World.Now + lag;
        while (!Volatile.Read(ref isEnding))
        {
            // First taken, then the time: what a client asked for happens no earlier than it asked.
            lock (gate)
                (inbox, taken) = (taken, inbox);
            var outcome = World.Advance(start + watch.Elapsed * speed);
            if (outcome.End == WorldEnd.Failed)
            {
                broken.TrySetResult(outcome.Detail);
                return;
            }

            if (!DoTaken())
                Sleep(start + watch.Elapsed * speed);
        }
    }

    private bool DoTaken()
    {
        var hasWork = taken.Count > 0;
        while (taken.TryDequeue(out var action))
            action();
        return hasWork;
    }

    // In the gate. To signal costs as much as a small request, so only a sleeper is woken.
    private void Wake()
    {
        if (!isAsleep)
            return;
        isAsleep = false;
        signal.Set();
    }

    private void Sleep(Machine.Instant now)
    {
        var time = Timeout.InfiniteTimeSpan;
        if (World.NextDue is { } due)
        {
            time = (due - now) / speed;
            if (time <= TimeSpan.Zero)
                return;
            time = time < LongestSleep ? time : LongestSleep;
        }

        lock (gate)
        {
            if (inbox.Count > 0 || isEnding)
                return;
            isAsleep = true;
        }

        signal.WaitOne(time);
        lock (gate)
            isAsleep = false;
    }
}
