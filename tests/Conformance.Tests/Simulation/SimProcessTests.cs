using Conformance.Machine;

namespace Conformance.Tests.Simulation;

public sealed class SimProcessTests
{
    [Test]
    public void A_process_tells_of_its_start_and_its_end()
    {
        var world = Sim.World();
        world.Start("agent", async _ => await Task.FromResult(7), arguments: ["mesos-slave", "--master=m"]);

        world.RunAll();

        Assert.That(world.Lines(), Is.EqualTo(new[]
        {
            "agent process.started pid 2 (parent 1): mesos-slave --master=m",
            "agent process.exited pid 2 exited with 7",
        }));
    }

    [Test]
    public void An_escaped_exception_ends_the_process_and_no_other()
    {
        var world = Sim.World();
        var other = world.Idle("other");
        var agent = world.Do("agent", async () =>
        {
            await world.Turn();
            throw new InvalidDataException("torn checkpoint");
        });

        world.RunAll();

        Assert.That(agent.Ended?.Code, Is.EqualTo(134));
        Assert.That(agent.Failure?.StackTrace, Does.Contain(nameof(SimProcessTests)));
        Assert.That(other.IsAlive, Is.True);
        Assert.That(world.Lines(), Does.Contain("agent process.exited pid 3 exited with 134: InvalidDataException: torn checkpoint"));
    }

    [Test]
    public void An_exception_that_escapes_from_spawned_work_ends_the_process()
    {
        var world = Sim.World();
        var agent = world.Do("agent", async () =>
        {
            world.Spawn("reaper", async () =>
            {
                await Task.Delay(Sim.Seconds(1), world.Time);
                throw new InvalidDataException("lost");
            });
            await Task.Delay(Sim.Seconds(10), world.Time);
        });

        world.RunAll();

        Assert.That(agent.Ended?.Code, Is.EqualTo(134));
        Assert.That(world.Now - agent.StartTime, Is.EqualTo(Sim.Seconds(1)));
    }

    [Test]
    public void Spawned_work_starts_later_belongs_to_its_process_and_ends_with_it()
    {
        var world = Sim.World();
        var traces = new List<string>();
        world.Do("agent", async () =>
        {
            world.Spawn("tick", async () =>
            {
                while (true)
                {
                    traces.Add(world.Current!.Name);
                    await Task.Delay(Sim.Seconds(1), world.Time);
                }
            });
            traces.Add("spawned");
            await Task.Delay(Sim.Seconds(1.5), world.Time);
        });

        world.RunAll();

        Assert.That(traces, Is.EqualTo(new[] { "spawned", "agent", "agent" }));
    }

    [Test]
    public void An_exit_is_an_event_for_everyone_who_awaits_it()
    {
        var world = Sim.World();
        var seen = new List<string>();
        var child = world.Start("child", async _ =>
        {
            await Task.Delay(Sim.Seconds(1), world.Time);
            return 3;
        });
        foreach (var name in new[] { "a", "b" })
        {
            world.Do(name, async () =>
            {
                Assert.That(ReferenceEquals(child.Exit, child.Exit), Is.True, "asking often costs nothing");
                var exit = await child.Exit;
                seen.Add($"{world.Current!.Name} {exit.Text}");
                seen.Add($"{name} again {(await child.Exit).Code}");
            });
        }

        world.RunAll();

        Assert.That(seen, Is.EqualTo(new[] { "a exited with status 3", "a again 3", "b exited with status 3", "b again 3" }));
    }

    [TestCase(Signals.Term, "terminated with signal Terminated")]
    [TestCase(Signals.Kill, "terminated with signal Killed")]
    [TestCase(Signals.Hup, "terminated with signal Hangup")]
    public void A_signal_without_a_handler_ends_a_process(int signal, string text)
    {
        var world = Sim.World();
        var process = world.Idle("sleep");

        Assert.That(world.Signal(process, signal), Is.True);
        Assert.That(world.Signal(process, signal), Is.False, "it is dead now");
        Assert.That(process.Ended?.Text, Is.EqualTo(text));
    }

    [TestCase(0)]
    [TestCase(17)]
    [TestCase(28)]
    public void Some_signals_do_nothing_by_default(int signal)
    {
        var world = Sim.World();
        var process = world.Idle("sleep");

        Assert.That(world.Signal(process, signal), Is.True);
        Assert.That(process.IsAlive, Is.True);
    }

    [Test]
    public void A_handler_takes_every_signal_but_kill_as_a_step_of_its_process()
    {
        var world = Sim.World();
        var taken = new List<string>();
        var process = world.Idle("init of a container");
        process.SignalHandler = signal => taken.Add($"{world.Current!.Name}: {signal}");

        world.Signal(process, Signals.Term);
        Assert.That(taken, Is.Empty, "not in the sender's stack");
        world.RunAll();
        Assert.That(taken, Is.EqualTo(new[] { "init of a container: 15" }));

        world.Signal(process, Signals.Kill);
        Assert.That(process.IsAlive, Is.False);
    }

    [Test]
    public void A_frozen_process_does_not_run_and_later_runs_on_in_order()
    {
        var world = Sim.World();
        var start = world.Now;
        var traces = new List<string>();
        var worker = world.Do("worker", async () =>
        {
            world.Spawn("second", async () =>
            {
                await Task.Delay(Sim.Seconds(2), world.Time);
                traces.Add($"second at {(world.Now - start).TotalSeconds}");
            });
            await Task.Delay(Sim.Seconds(1), world.Time);
            traces.Add($"first at {(world.Now - start).TotalSeconds}");
            await Task.Delay(Sim.Seconds(10), world.Time);
        });
        world.Do("freezer", async () =>
        {
            world.Freeze(worker);
            await Task.Delay(Sim.Seconds(5), world.Time);
            worker.Post(_ => traces.Add("posted just before the thaw"), null);
            world.Thaw(worker);
        });

        world.RunAll();

        // The first delay began before the freeze and ended in it; the spawned work began with the thaw.
        Assert.That(traces, Is.EqualTo(new[] { "first at 5", "posted just before the thaw", "second at 7" }));
    }

    [Test]
    public void What_was_held_back_runs_before_what_came_later()
    {
        var world = Sim.World();
        var traces = new List<int>();
        var worker = world.Idle("worker");
        world.Run(() => false, world.Now);
        world.Freeze(worker);
        worker.Post(_ => traces.Add(1), null);
        world.Run(() => false, world.Now);
        worker.Post(_ => traces.Add(2), null);
        world.Thaw(worker);
        world.RunAll();

        Assert.That(traces, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void A_frozen_process_can_be_killed()
    {
        var world = Sim.World();
        var worker = world.Idle("worker");
        world.Signal(worker, 19);
        Assert.That(worker.IsFrozen, Is.True);
        world.Signal(worker, Signals.Kill);
        world.Signal(worker, 18);

        Assert.That(worker.Ended?.Signal, Is.EqualTo(Signals.Kill));
    }

    [Test]
    public void Pids_count_up_and_may_be_made_to_come_again_with_another_identity()
    {
        var world = Sim.World();
        var first = world.Idle("first");
        world.Advance(world.Now + Sim.Seconds(1));
        world.Kill(first, Signals.Kill, false);
        world.NextPid = first.Pid;
        var second = world.Idle("second");
        world.NextPid = first.Pid;
        var third = world.Idle("third");

        Assert.That(second.Pid, Is.EqualTo(first.Pid));
        Assert.That(second.Identity, Is.Not.EqualTo(first.Identity));
        Assert.That(third.Pid, Is.EqualTo(second.Pid + 1), "a pid that is taken is passed over");
        Assert.That(world.Find(first.Pid), Is.SameAs(second));
    }

    [Test]
    public void Init_cannot_be_killed()
    {
        var world = Sim.World();

        Assert.That(() => world.Kill(world.Init, Signals.Kill, false), Throws.InvalidOperationException);
    }

    [Test]
    public void What_only_a_process_can_do_is_refused_outside_one()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");

        Assert.That(() => world.Spawn("work", () => Task.CompletedTask), Throws.InvalidOperationException);
        Assert.That(() => world.Call(daemon, _ => Task.FromResult(1)), Throws.InvalidOperationException);
    }

    [Test]
    public void A_promise_resumes_its_waiters_after_the_step_that_settled_it()
    {
        var world = Sim.World();
        var order = new List<string>();
        world.RunAs(async () =>
        {
            var promise = world.Completion<int>();
            world.Spawn("waiter", async () => order.Add($"resumed with {await promise.Task}"));
            await world.Turn();
            Assert.That(promise.TrySet(4), Is.True);
            Assert.That(promise.TrySet(5), Is.False);
            Assert.That(promise.IsSettled, Is.True);
            Assert.That(promise.Task.IsCompleted, Is.False);
            order.Add("settled");
            await Task.Delay(Sim.Seconds(1), world.Time);
        });

        Assert.That(order, Is.EqualTo(new[] { "settled", "resumed with 4" }));
    }
}
