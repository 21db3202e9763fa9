using System.Runtime.CompilerServices;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

public sealed class KillTests
{
    [Test]
    public void A_killed_process_runs_nothing_more_not_even_finally()
    {
        var world = Sim.World();
        var traces = new List<string>();
        var victim = world.Do("victim", async () =>
        {
            try
            {
                await using var guard = new Guard(traces);
                await Task.Delay(Sim.Seconds(10), world.Time);
                traces.Add("resumed");
            }
            finally
            {
                traces.Add("finally");
            }
        });
        world.Do("killer", async () =>
        {
            await Task.Delay(Sim.Seconds(1), world.Time);
            world.Kill(victim, Signals.Kill, withChildren: false);
        });

        var outcome = world.RunAll();

        Assert.That(traces, Is.Empty);
        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Stuck));
        Assert.That(world.Now - victim.StartTime, Is.EqualTo(Sim.Seconds(1)), "the victim's timer must not move the clock");
        Assert.That(victim.Ended?.Signal, Is.EqualTo(Signals.Kill));
    }

    [Test]
    public void A_kill_drops_what_is_already_in_the_queue()
    {
        var world = Sim.World();
        var steps = 0;
        var victim = world.Do("victim", async () =>
        {
            while (true)
            {
                steps++;
                await world.Turn();
            }
        });
        world.Do("killer", async () =>
        {
            await world.Turn();
            world.Kill(victim, Signals.Kill, false);
        });

        world.RunAll();

        Assert.That(steps, Is.EqualTo(2));
    }

    [Test]
    public void A_process_that_kills_itself_never_returns_from_its_next_await()
    {
        var world = Sim.World();
        var machine = new SimulatedMachine(world);
        machine.OnPoint = (name, _, _) =>
        {
            if (name == "crash.here")
                world.Kill(world.Current!, Signals.Kill, false);
            return Task.CompletedTask;
        };
        var reached = new List<string>();
        world.Do("agent", async () =>
        {
            await machine.Point("harmless", null, Phase.Before);
            reached.Add("harmless");
            await machine.Point("crash.here", "c1", Phase.After);
            reached.Add("behind the crash");
        });

        world.RunAll();

        Assert.That(reached, Is.EqualTo(new[] { "harmless" }));
        Assert.That(world.Lines(), Does.Contain("agent point crash.here after"));
    }

    [Test]
    public void Effects_of_a_dead_process_do_not_happen()
    {
        var world = Sim.World();
        var machine = new SimulatedMachine(world);
        world.Do("agent", async () =>
        {
            world.Kill(world.Current!, Signals.Kill, false);
            await machine.Disk.Write("/written", "x"u8.ToArray());
        });

        world.RunAll();

        Assert.That(machine.Disk.Files.Look("/written"), Is.Null);
    }

    [Test]
    public void Children_survive_as_children_of_init_unless_the_kill_takes_them_along()
    {
        foreach (var withChildren in new[] { false, true })
        {
            var world = Sim.World();
            var grandchildren = new List<SimProcess>();
            var parent = world.Start("parent", async self =>
            {
                var child = world.Start("child", async me =>
                {
                    grandchildren.Add(world.Idle("grandchild"));
                    return (await me.World.Completion<int>().Task);
                });
                grandchildren.Add(child);
                await Task.Delay(Sim.Seconds(1), world.Time);
                world.Kill(self, Signals.Kill, withChildren);
                return 0;
            });

            world.RunAll();

            Assert.That(grandchildren, Has.Count.EqualTo(2));
            Assert.That(grandchildren.Select(process => process.IsAlive), Is.All.EqualTo(!withChildren));
            if (!withChildren)
                Assert.That(grandchildren[0].Parent, Is.SameAs(world.Init));
            Assert.That(parent.IsAlive, Is.False);
        }
    }

    [Test]
    public void The_state_of_a_killed_process_can_be_collected_while_its_peers_live()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        var program = world.Idle("program");
        var machine = new SimulatedMachine(world);
        machine.Processes.Install("sleep", async run =>
        {
            await run.Process.World.Completion<int>().Task;
            return 0;
        });
        var (agent, traces) = StartAgent(world, daemon, program, machine);
        world.Run(() => false, world.Now + Sim.Seconds(1));
        Assert.That(traces.Select(trace => trace.IsAlive), Is.All.True, "all are in use while the agent lives");

        world.Kill(agent, Signals.Kill, false);
        world.Run(() => false, world.Now + Sim.Seconds(1));
        Collect();

        Assert.That(traces.Select(trace => trace.IsAlive), Is.All.False);
        Assert.That(daemon.IsAlive && program.IsAlive, Is.True);
        GC.KeepAlive(world);
        GC.KeepAlive(agent);
    }

    [Test]
    public void The_state_of_a_killed_callee_can_be_collected_while_its_caller_lives()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        var trace = Serve(world, daemon);
        world.Run(() => false, world.Now + Sim.Seconds(1));
        Assert.That(trace.IsAlive, Is.True, "it is in use while the daemon lives");

        world.Kill(daemon, Signals.Kill, false);
        world.RunAll();
        Collect();

        Assert.That(trace.IsAlive, Is.False);
        GC.KeepAlive(world);
    }

    /// <summary>An agent that keeps a connection and a daemon that waits for its end, holding a state.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Serve(World world, SimProcess daemon)
    {
        var state = new object();
        var trace = new WeakReference(state);
        var held = new List<object> { state };
        state = null;
        world.Do("agent", async () =>
        {
            var connection = world.Connect(daemon);
            await connection.Call(caller =>
            {
                var taken = held[0];
                held.Clear();
                world.Spawn("watch", () => Hold(taken, caller.Gone));
                return Task.FromResult(0);
            });
            await world.Completion<int>().Task;
            GC.KeepAlive(connection);
        });
        return trace;
    }

    /// <summary>An agent that waits for a timer, a reply, a limit, an exit of another, a child and a promise, each holding a state.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (SimProcess Agent, WeakReference[] Traces) StartAgent(
        World world, SimProcess daemon, SimProcess program, SimulatedMachine machine)
    {
        var states = Enumerable.Range(0, 6).Select(_ => new object()).ToArray();
        var traces = states.Select(state => new WeakReference(state)).ToArray();
        var agent = world.Do("agent", async () =>
        {
            world.Spawn("timer", () => Hold(states[0], Task.Delay(TimeSpan.FromDays(1), world.Time)));
            world.Spawn("call", () => Hold(states[1], world.Call(daemon, caller => Endless<int>(world, caller.Gone))));
            world.Spawn("limit", () => Hold(states[2], world.Completion<int>().Task.WaitAsync(TimeSpan.FromDays(1), world.Time)));
            world.Spawn("exit", () => Hold(states[3], program.Exit));
            world.Spawn("child", async () => await Hold(states[4], (await machine.Processes.Start(new ProcessSpec(["sleep"]))).Exit));
            await Hold(states[5], world.Completion<int>().Task);
        });
        return (agent, traces);
    }

    private static async Task Hold(object state, Task task)
    {
        await task;
        GC.KeepAlive(state);
    }

    private static async Task<T> Endless<T>(World world, Task gone)
    {
        await gone;
        await Task.Delay(TimeSpan.FromDays(30), world.Time);
        return default!;
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private sealed class Guard(List<string> traces) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            traces.Add("disposed");
            return ValueTask.CompletedTask;
        }
    }
}
