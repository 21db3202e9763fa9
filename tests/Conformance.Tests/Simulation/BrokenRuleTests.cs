using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

/// <summary>What would break a simulation is noticed.</summary>
public sealed class BrokenRuleTests
{
    [Test]
    public void A_post_from_a_foreign_thread_ends_the_run_with_its_stack()
    {
        var world = Sim.World();
        var process = world.Idle("agent");
        var isPosted = false;
        world.Do("other", async () =>
        {
            var thread = new Thread(() => process.Post(_ => isPosted = true, null));
            thread.Start();
            while (thread.IsAlive)
                await world.Delay(Sim.Seconds(1));
        });

        var outcome = world.RunAll();

        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Failed));
        Assert.That(outcome.Detail, Does.StartWith("a post from a foreign thread to agent").And.Contain(nameof(BrokenRuleTests)));
        Assert.That(isPosted, Is.False);
    }

    [Test]
    public void Work_on_the_thread_pool_is_noticed_when_it_comes_back()
    {
        var world = Sim.World();
        world.Do("agent", () => Task.Run(() => 1));
        world.Do("other", async () =>
        {
            while (true)
                await world.Delay(Sim.Seconds(1));
        });

        Assert.That(world.RunAll().End, Is.EqualTo(WorldEnd.Failed));
    }

    [Test]
    public void A_blocking_wait_throws_and_ends_the_run()
    {
        var world = Sim.World();
        Exception? thrown = null;
        world.Do("agent", () =>
        {
            try
            {
                world.Completion<int>().Task.Wait();
            }
            catch (InvalidOperationException e)
            {
                thrown = e;
            }

            return Task.CompletedTask;
        });

        var outcome = world.RunAll();

        Assert.That(thrown?.Message, Does.Contain("agent blocks its thread"));
        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Failed));
        Assert.That(outcome.Detail, Does.StartWith("process agent blocks its thread").And.Contain(nameof(BrokenRuleTests)));
    }

    [Test]
    public void A_blocking_wait_for_a_handle_throws()
    {
        var world = Sim.World();
        world.Do("agent", () =>
        {
            using var handle = new ManualResetEvent(false);
            handle.WaitOne();
            return Task.CompletedTask;
        });

        Assert.That(world.RunAll().End, Is.EqualTo(WorldEnd.Failed));
    }

    [Test]
    public void A_synchronous_call_into_another_process_throws()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        var agent = world.Do("agent", () =>
        {
            daemon.Send(_ => { }, null);
            return Task.CompletedTask;
        });

        Assert.That(world.RunAll().Detail, Does.StartWith("a synchronous call into process daemon"));
        Assert.That(agent.Failure, Is.InstanceOf<InvalidOperationException>());
    }

    [Test]
    public void A_loop_in_which_no_time_passes_is_noticed()
    {
        var world = Sim.World();
        world.Do("spinner", async () =>
        {
            while (true)
                await world.Turn();
        });

        var outcome = world.RunAll();

        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Failed));
        Assert.That(outcome.Detail, Does.StartWith("no progress of time").And.Contain("spinner"));
    }

    [Test]
    public void A_loop_that_never_rests_is_noticed_though_its_time_goes_on()
    {
        var world = Sim.World();
        world.StepsMax = 1000;
        world.Do("retrier", async () =>
        {
            while (true)
                await world.Delay(TimeSpan.FromMicroseconds(1));
        });

        var outcome = world.RunAll();

        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Failed));
        Assert.That(outcome.Detail, Does.StartWith("no rest: 1000 steps").And.Contain("retrier"));
    }

    [Test]
    public void A_run_that_can_no_longer_move_is_stuck_and_says_who_waits()
    {
        var world = Sim.World();
        world.Idle("agent");

        var outcome = world.RunAll();

        Assert.That(outcome, Is.EqualTo(new WorldOutcome(WorldEnd.Stuck, "Alive and waiting: init (pid 1), agent (pid 2).")));
    }

    [Test]
    public void An_exception_in_a_timer_callback_ends_the_run()
    {
        var world = Sim.World();
        world.Do("agent", async () =>
        {
            using var timer = world.Time.CreateTimer(_ => throw new InvalidDataException("boom"), null, Sim.Seconds(1), Timeout.InfiniteTimeSpan);
            await Task.Delay(Sim.Seconds(2), world.Time);
        });

        Assert.That(world.RunAll().Detail, Does.Contain("boom"));
    }

    [Test]
    public void A_step_must_not_run_the_world()
    {
        var world = Sim.World();
        var agent = world.Do("agent", () =>
        {
            world.RunAll();
            return Task.CompletedTask;
        });

        world.RunAll();

        Assert.That(agent.Failure, Is.InstanceOf<InvalidOperationException>());
    }

    [Test]
    public void A_process_is_one_context_however_often_it_is_captured()
    {
        var process = Sim.World().Idle("agent");

        Assert.That(process.CreateCopy(), Is.SameAs(process));
        Assert.That(process.IsWaitNotificationRequired(), Is.True);
    }
}
