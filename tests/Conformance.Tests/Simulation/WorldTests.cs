using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

[Parallelizable(ParallelScope.All)]
public sealed class WorldTests
{
    private static readonly Instant Never = new(long.MaxValue);

    [Test]
    public void A_call_is_answered_after_two_latencies()
    {
        var world = new World(1, Instant.Epoch);
        var daemon = world.Start("daemon", async _ => await new TaskCompletionSource<int>().Task);
        var answer = 0;
        var caller = world.Start("agent", async _ =>
        {
            answer = await world.Call(daemon, _ => Task.FromResult(42));
            return 0;
        });

        var outcome = world.Run(() => !caller.IsAlive, Never);

        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Finished));
        Assert.That(answer, Is.EqualTo(42));
        Assert.That(world.Now - Instant.Epoch, Is.InRange(world.LatencyMin * 2, world.LatencyMax * 2));
    }

    [Test]
    public void Time_jumps_to_the_next_timer()
    {
        var world = new World(1, Instant.Epoch);
        world.Start("sleeper", async _ =>
        {
            await Task.Delay(TimeSpan.FromDays(3), world.Time);
            return 7;
        });

        var outcome = world.Run(() => world.Processes.Count == 1, Never);

        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Finished));
        Assert.That(world.Now - Instant.Epoch, Is.EqualTo(TimeSpan.FromDays(3)));
        Assert.That(world.History.Events[^1].Data, Is.EqualTo(new ProcessExited(2, 7, null, null)));
    }
}
