using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

/// <summary>Figures, not judgements: what one run costs the world.</summary>
[Explicit("prints figures"), NonParallelizable]
public sealed class WorldBenchmark
{
    [Test]
    public void A_run_of_a_hundred_messages_or_effects()
    {
        Measure("100 calls", (world, _, daemon) => Repeat(100, () => world.Call(daemon, _ => Task.FromResult(1))));
        Measure("100 calls with a limit", (world, _, daemon) => Repeat(
            100, () => world.Call(daemon, _ => Task.FromResult(1)).WaitAsync(TimeSpan.FromMinutes(1), world.Time)));
        Measure("100 disk effects", (_, machine, _) => Repeat(100, () => machine.Disk.Look("/work/meta/slaves")));
        Measure("100 delays", (world, _, _) => Repeat(100, () => Task.Delay(TimeSpan.FromMilliseconds(1), world.Time)));
        Measure("10 children", (_, machine, _) => Repeat(
            10, async () => await (await machine.Processes.Start(new Conformance.Machine.ProcessSpec(["true"]))).Exit));
        Measure("nothing", (_, _, _) => Task.CompletedTask);
    }

    private static void Measure(string what, Func<World, SimulatedMachine, SimProcess, Task> work)
    {
        var thread = new Thread(() =>
        {
            const int Runs = 5_000;
            Execute(4_000, work);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var cpu = Environment.CpuUsage.TotalTime;
            Execute(Runs, work);
            var micros = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / Runs;
            var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Runs;
            TestContext.Progress.WriteLine($"{what}: {micros:F1} microseconds of processor and {bytes} bytes a run");
        });
        thread.Start();
        thread.Join();
    }

    private static void Execute(int runs, Func<World, SimulatedMachine, SimProcess, Task> work)
    {
        for (var i = 0; i < runs; i++)
        {
            var world = Sim.World((ulong)i);
            var machine = new SimulatedMachine(world);
            machine.Processes.Install("true", static _ => Task.FromResult(0));
            var daemon = world.Idle("daemon");
            var agent = world.Do("agent", () => work(world, machine, daemon));
            if (world.Run(() => !agent.IsAlive, Sim.Never).End != WorldEnd.Finished || agent.Failure is not null)
                throw new InvalidOperationException("the run did not finish", agent.Failure);
        }
    }

    private static async Task Repeat(int times, Func<Task> work)
    {
        for (var i = 0; i < times; i++)
            await work();
    }
}
