using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

public sealed class ClockTests
{
    [Test]
    public void Time_jumps_to_the_next_timer()
    {
        var world = Sim.World();
        var start = world.Now;

        world.RunAs(() => Task.Delay(TimeSpan.FromDays(3), world.Time));

        Assert.That(world.Now - start, Is.EqualTo(TimeSpan.FromDays(3)));
    }

    [Test]
    public void Timers_fire_by_time_and_at_one_time_in_the_order_in_which_they_were_set()
    {
        var world = Sim.World();
        var order = new List<int>();
        foreach (var (number, seconds) in new[] { (1, 2), (2, 1), (3, 2), (4, 1), (5, 0.5), (6, 2) })
        {
            world.Do($"p{number}", async () =>
            {
                await Task.Delay(Sim.Seconds(seconds), world.Time);
                order.Add(number);
            });
        }

        world.RunAll();

        Assert.That(order, Is.EqualTo(new[] { 5, 2, 4, 1, 3, 6 }));
    }

    [Test]
    public void What_is_ready_runs_in_the_order_in_which_it_was_queued()
    {
        var world = Sim.World();
        var order = new List<string>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            world.Do(name, async () =>
            {
                order.Add(name + 1);
                await world.Turn();
                order.Add(name + 2);
            });
        }

        world.RunAll();

        Assert.That(order, Is.EqualTo(new[] { "a1", "b1", "c1", "a2", "b2", "c2" }));
    }

    [Test]
    public void Limits_of_the_base_library_follow_the_virtual_clock()
    {
        var world = Sim.World();
        var start = world.Now;
        world.RunAs(async () =>
        {
            var never = world.Completion<int>().Task;
            await Fails<TimeoutException>(never.WaitAsync(Sim.Seconds(5), world.Time));
            Assert.That(world.Now - start, Is.EqualTo(Sim.Seconds(5)));

            using var source = new CancellationTokenSource(Sim.Seconds(7), world.Time);
            await Fails<OperationCanceledException>(Task.Delay(Sim.Seconds(100), world.Time, source.Token));
            Assert.That(world.Now - start, Is.EqualTo(Sim.Seconds(12)));

            var first = await Task.WhenAny(Task.Delay(Sim.Seconds(3), world.Time), Task.Delay(Sim.Seconds(2), world.Time), never);
            Assert.That(first.IsCompletedSuccessfully, Is.True);
            Assert.That(world.Now - start, Is.EqualTo(Sim.Seconds(14)));

            Assert.That(world.Time.GetUtcNow(), Is.EqualTo(world.Now.ToDateTimeOffset()));
            Assert.That(world.Time.GetElapsedTime(start.Nanoseconds), Is.EqualTo(Sim.Seconds(14)));
        });
    }

    [Test]
    public void A_limit_that_was_not_needed_leaves_no_timer()
    {
        var world = Sim.World();
        world.RunAs(async () =>
        {
            var completion = world.Completion<int>();
            world.Spawn("setter", () =>
            {
                completion.TrySet(5);
                return Task.CompletedTask;
            });
            Assert.That(await completion.Task.WaitAsync(TimeSpan.FromHours(1), world.Time), Is.EqualTo(5));
        });

        Assert.That(world.RunAll().End, Is.EqualTo(WorldEnd.Stuck));
        Assert.That(world.NextDue, Is.Null);
    }

    [Test]
    public void A_periodic_timer_of_the_provider_ticks_until_it_is_disposed()
    {
        var world = Sim.World();
        var ticks = new List<TimeSpan>();
        var start = world.Now;
        world.RunAs(async () =>
        {
            using var timer = world.Time.CreateTimer(_ => ticks.Add(world.Now - start), null, Sim.Seconds(1), Sim.Seconds(2));
            await Task.Delay(Sim.Seconds(6), world.Time);
        });
        world.RunAll();

        Assert.That(ticks, Is.EqualTo(new[] { Sim.Seconds(1), Sim.Seconds(3), Sim.Seconds(5) }));
    }

    [Test]
    public void Timers_fire_in_no_process_so_that_nothing_runs_in_the_stack_of_another()
    {
        var world = Sim.World();
        var seen = new List<SynchronizationContext?>();
        world.RunAs(async () =>
        {
            using var timer = world.Time.CreateTimer(
                _ => seen.Add(SynchronizationContext.Current), null, Sim.Seconds(1), Timeout.InfiniteTimeSpan);
            await Task.Delay(Sim.Seconds(2), world.Time);
        });

        Assert.That(seen, Is.EqualTo(new SynchronizationContext?[] { null }));
    }

    [Test]
    public void A_delay_of_the_world_is_exact_where_that_of_the_base_library_is_cut_to_milliseconds()
    {
        var world = Sim.World();
        var start = world.Now;

        world.RunAs(() => world.Delay(TimeSpan.FromMicroseconds(1.5)));

        Assert.That(world.Now.Nanoseconds - start.Nanoseconds, Is.EqualTo(1500));
    }

    [Test]
    public void A_run_stops_at_its_limit_and_can_go_on()
    {
        var world = Sim.World();
        var sleeper = world.Do("sleeper", () => Task.Delay(Sim.Seconds(10), world.Time));
        var limit = world.Now + Sim.Seconds(4);

        Assert.That(world.Run(() => false, limit).End, Is.EqualTo(WorldEnd.LimitReached));
        Assert.That(world.Now, Is.EqualTo(limit));
        Assert.That(sleeper.IsAlive, Is.True);
        Assert.That(world.Run(() => !sleeper.IsAlive, Sim.Never).End, Is.EqualTo(WorldEnd.Finished));
    }

    [Test]
    public void A_world_can_be_driven_by_another_clock()
    {
        var world = Sim.World();
        var start = world.Now;
        var sleeper = world.Do("sleeper", () => Task.Delay(Sim.Seconds(10), world.Time));

        world.Advance(start + Sim.Seconds(4));
        Assert.That(world.NextDue, Is.EqualTo(start + Sim.Seconds(10)));
        world.Advance(start + Sim.Seconds(11));

        Assert.That(sleeper.IsAlive, Is.False);
        Assert.That(world.Now, Is.EqualTo(start + Sim.Seconds(11)));
    }

    private static async Task Fails<T>(Task task)
        where T : Exception
    {
        try
        {
            await task;
        }
        catch (T)
        {
            return;
        }

        Assert.Fail($"It did not fail with {typeof(T).Name}.");
    }
}
