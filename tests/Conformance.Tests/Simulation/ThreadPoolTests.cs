using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

/// <summary>A run leaves nothing to the thread pool.</summary>
[NonParallelizable]
public sealed class ThreadPoolTests
{
    [Test]
    public void The_thread_pool_does_no_work_for_a_run()
    {
        // Other tests and the runner itself may use the pool meanwhile; a leak would show in every one of many attempts.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 20 && least > 0; attempt++)
        {
            var before = ThreadPool.CompletedWorkItemCount + ThreadPool.PendingWorkItemCount;
            Run();
            least = Math.Min(least, ThreadPool.CompletedWorkItemCount + ThreadPool.PendingWorkItemCount - before);
        }

        Assert.That(least, Is.LessThanOrEqualTo(0));
    }

    private static void Run()
    {
        var world = Sim.World();
        var machine = new SimulatedMachine(world);
        var daemon = world.Idle("daemon");
        world.RunAs(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await world.Call(daemon, async _ =>
                {
                    await Task.Delay(Sim.Seconds(1), world.Time);
                    return await machine.Disk.Look("/");
                }).WaitAsync(Sim.Seconds(60), world.Time);
                using var source = new CancellationTokenSource(Sim.Seconds(1), world.Time);
                await Task.WhenAny(Pause(Sim.Seconds(2), world.Time, source.Token), daemon.Exit);
                await Task.Yield();
                var promise = world.Completion<int>();
                promise.TrySet(1);
                await Task.WhenAll(promise.Task, Task.Delay(Sim.Seconds(1), world.Time));
            }
        });
    }

    /// <summary>A method of its own: a cancelled Task.Delay hands WhenAny, WhenAll and WaitAsync to the thread pool.</summary>
    private static async Task Pause(TimeSpan span, TimeProvider time, CancellationToken token) => await Task.Delay(span, time, token);
}
