using System.Diagnostics;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Gateway;

/// <summary>
/// Drives a world by the wall's clock, one thread at a time: mostly one of its own, which minds the clock and does what is posted. A thread
/// that brings a request (<see cref="Do"/>) drives it itself when nobody does, and so has an answer that takes no time without two
/// switches of threads, which cost more than a small request. The world's rules hold: nothing of it is ever touched by two threads at once.
/// </summary>
public sealed class WorldThread : IDisposable
{
    /// <summary>The wall's clock is not read finer than this while nothing comes from outside.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    // Whoever brought a request wants to go on with its answer, even where others never stop bringing theirs.
    private const int GuestTurnsMax = 16;

    private readonly Lock gate = new();
    private readonly AutoResetEvent signal = new(false);
    private readonly TaskCompletionSource<string> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly double speed;
    private readonly Instant start;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Thread thread;
    private Queue<Action> inbox = new();
    private Queue<Action> taken = new();

    // When the world has something to do by itself; looked at while nobody drives it.
    private Instant? due;

    // Until when the own thread sleeps unless it is woken; null while it does not.
    private Instant? alarm;
    private bool isDriven;
    private bool isEnding;

    /// <summary>Takes a world over, which nobody may touch from then on.</summary>
    /// <param name="world">The world.</param>
    /// <param name="speed">Seconds of the world in one of the wall's; above 0.</param>
    /// <param name="lag">How far the world's clock is behind: the time that setting it up took. Made up for at once.</param>
    public WorldThread(World world, double speed = 1, TimeSpan lag = default)
    {
        World = world;
        this.speed = speed;
        start = world.Now + lag;
        due = start;
        thread = new Thread(Mind) { Name = "world", IsBackground = true };
        thread.Start();
    }

    /// <summary>The world; only what is posted may use it.</summary>
    public World World { get; }

    /// <summary>Completes, with what happened, when the world broke one of its rules; then nothing is answered any more.</summary>
    public Task<string> Broken => broken.Task;

    private Instant Now => start + watch.Elapsed * speed;

    /// <summary>Does something in the world, in kernel mode, as soon as a thread comes to it. Nothing after <see cref="Dispose"/>.</summary>
    public void Post(Action action)
    {
        lock (gate)
        {
            if (isEnding)
                return;
            inbox.Enqueue(action);
            if (!isDriven)
                Wake();
        }
    }

    /// <summary>
    /// As <see cref="Post"/>, on the calling thread if no other one drives the world now; what can be done at once is then done when this
    /// returns. Not to be called with a lock held.
    /// </summary>
    public void Do(Action action)
    {
        lock (gate)
        {
            if (isEnding)
                return;
            inbox.Enqueue(action);
            if (isDriven)
                return;
            isDriven = true;
        }

        Drive(GuestTurnsMax);
    }

    /// <summary>Ends the driving after its present step.</summary>
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

    private void Mind()
    {
        while (true)
        {
            TimeSpan rest;
            lock (gate)
            {
                if (isEnding && !isDriven)
                    return;
                rest = isDriven ? LongestSleep : Rest();
                if (rest > TimeSpan.Zero)
                    alarm = Now + rest * speed;
                else
                    isDriven = true;
            }

            if (rest > TimeSpan.Zero)
                Sleep(rest);
            else
                Drive(int.MaxValue);
        }
    }

    // In the gate, while nobody drives: how long there is nothing to do, as far as is known.
    private TimeSpan Rest()
    {
        if (inbox.Count > 0)
            return TimeSpan.Zero;
        var rest = due is { } moment ? (moment - Now) / speed : LongestSleep;
        return rest < LongestSleep ? rest : LongestSleep;
    }

    private void Sleep(TimeSpan rest)
    {
        signal.WaitOne(rest);
        lock (gate)
            alarm = null;
    }

    // In the gate. To signal costs as much as a small request, so only a sleeper is woken.
    private void Wake()
    {
        if (alarm is null)
            return;
        alarm = null;
        signal.Set();
    }

    /// <summary>By the thread that has set <see cref="isDriven"/>: until nothing is left to do now.</summary>
    private void Drive(int turnsMax)
    {
        for (var turn = 0; TryTake(turn < turnsMax); turn++)
        {
            // First taken, then the time: what a client asked for happens no earlier than it asked.
            var outcome = World.Advance(Now);
            if (outcome.End == WorldEnd.Failed)
                Break(outcome.Detail);
            while (taken.TryDequeue(out var action))
                action();
        }
    }

    /// <summary>Takes what was posted. False when there is nothing to do; then the world is free for the next who drives it.</summary>
    private bool TryTake(bool hasTurns)
    {
        var next = World.NextDue;
        lock (gate)
        {
            if (hasTurns && !isEnding && (inbox.Count > 0 || next <= Now))
            {
                (inbox, taken) = (taken, inbox);
                return true;
            }

            isDriven = false;
            due = next;
            if (isEnding || inbox.Count > 0 || due < alarm)
                Wake();
            return false;
        }
    }

    private void Break(string why)
    {
        broken.TrySetResult(why);
        lock (gate)
            isEnding = true;
        taken.Clear();
    }
}
