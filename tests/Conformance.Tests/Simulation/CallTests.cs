using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

public sealed class CallTests
{
    [Test]
    public void A_call_runs_in_the_callee_and_its_reply_in_the_caller_two_latencies_later()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        var start = world.Now;
        SimProcess? during = null;
        SimProcess? after = null;
        var agent = world.Do("agent", async () =>
        {
            var reply = world.Call(daemon, caller =>
            {
                during = world.Current;
                Assert.That(caller.Process.Name, Is.EqualTo("agent"));
                return Task.FromResult(42);
            });
            Assert.That(during, Is.Null, "nothing happens synchronously");
            Assert.That(await reply, Is.EqualTo(42));
            after = world.Current;
        });

        world.RunAll();

        Assert.That(agent.Failure, Is.Null);
        Assert.That(during, Is.SameAs(daemon));
        Assert.That(after, Is.SameAs(agent));
        Assert.That(world.Now - start, Is.InRange(world.LatencyMin * 2, world.LatencyMax * 2));
    }

    [Test]
    public void Calls_of_one_caller_arrive_in_the_order_in_which_they_were_sent()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        var arrived = new List<int>();
        world.RunAs(() => Task.WhenAll(Enumerable.Range(0, 50).Select(number => world.Call(daemon, _ =>
        {
            arrived.Add(number);
            return Task.FromResult(number);
        }))));

        Assert.That(arrived, Is.EqualTo(Enumerable.Range(0, 50)));
    }

    [Test]
    public void An_exception_of_the_body_reaches_the_caller_and_the_callee_lives_on()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        string? message = null;
        world.RunAs(async () =>
        {
            try
            {
                await world.Call<int>(daemon, _ => throw new InvalidDataException("no such container"));
            }
            catch (InvalidDataException e)
            {
                message = e.Message;
            }
        });

        Assert.That(message, Is.EqualTo("no such container"));
        Assert.That(daemon.IsAlive, Is.True);
    }

    [Test]
    public void The_callee_goes_on_after_the_callers_death_and_learns_of_it()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        var events = new List<string>();
        var agent = world.Do("agent", () => world.Call(daemon, async caller =>
        {
            await Task.WhenAny(caller.Gone, Task.Delay(Sim.Seconds(100), world.Time));
            events.Add(world.Now - daemon.StartTime < Sim.Seconds(2) ? "gone" : "late");
            await Task.Delay(Sim.Seconds(5), world.Time);
            events.Add($"done in {world.Current?.Name}");
            return 0;
        }));
        world.Do("killer", async () =>
        {
            await Task.Delay(Sim.Seconds(1), world.Time);
            world.Kill(agent, Signals.Kill, false);
        });

        world.RunAll();

        Assert.That(events, Is.EqualTo(new[] { "gone", "done in daemon" }));
    }

    [TestCase(0.00001, TestName = "A caller hears of a callee that dies while the request is on its way")]
    [TestCase(1, TestName = "A caller hears of a callee that dies during the call")]
    public void A_caller_hears_of_a_dead_callee(double seconds)
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        string? peer = null;
        var agent = world.Do("agent", async () =>
        {
            try
            {
                await world.Call(daemon, _ => world.Completion<int>().Task);
            }
            catch (PeerDiedException e)
            {
                peer = e.Peer;
            }
        });
        world.Do("killer", async () =>
        {
            await world.Delay(Sim.Seconds(seconds));
            world.Kill(daemon, Signals.Kill, false);
        });

        world.RunAll();

        Assert.That(peer, Is.EqualTo("daemon"));
        Assert.That(agent.Ended?.Code, Is.Zero);
    }

    [Test]
    public void A_call_to_a_dead_process_fails_after_a_while()
    {
        var world = Sim.World();
        var daemon = world.Do("daemon", () => Task.CompletedTask);
        var isDead = false;
        world.RunAs(async () =>
        {
            await daemon.Exit;
            try
            {
                await world.Call(daemon, _ => Task.FromResult(1));
            }
            catch (PeerDiedException)
            {
                isDead = world.Now > daemon.StartTime;
            }
        });

        Assert.That(isDead, Is.True);
    }

    [Test]
    public void An_answer_on_its_way_survives_the_death_of_the_callee()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        world.RunAs(async () => Assert.That(
            await world.Call(daemon, _ =>
            {
                world.Spawn("suicide", () =>
                {
                    world.Kill(daemon, Signals.Kill, false);
                    return Task.CompletedTask;
                });
                return Task.FromResult(3);
            }),
            Is.EqualTo(3)));

        Assert.That(daemon.IsAlive, Is.False);
    }

    [Test]
    public void An_aborted_call_fails_at_the_caller_and_the_callee_learns_of_it()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        var gone = false;
        var failed = false;
        world.RunAs(async () =>
        {
            var call = world.BeginCall(daemon, async caller =>
            {
                await caller.Gone;
                gone = true;
                return 1;
            });
            await Task.Delay(Sim.Seconds(1), world.Time);
            call.Abort();
            Assert.That(call.Reply.IsCompleted, Is.False, "nothing completes synchronously");
            try
            {
                await call.Reply;
            }
            catch (CallAbortedException)
            {
                failed = true;
            }

            Assert.That(gone, Is.False, "the callee hears of it a latency later");
            await Task.Delay(Sim.Seconds(1), world.Time);
        });

        Assert.That(failed && gone, Is.True);
    }

    [Test]
    public void A_connection_carries_several_calls_until_its_maker_dies()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        var events = new List<string>();
        var reader = world.Do("reader", async () =>
        {
            var connection = world.Connect(daemon);
            var gone = await connection.Call(caller => Task.FromResult(caller.Gone));
            await connection.Call(caller =>
            {
                world.Spawn("watch", async () =>
                {
                    await caller.Gone;
                    events.Add("gone");
                });
                return Task.FromResult(0);
            });
            for (var i = 0; i < 3; i++)
                events.Add(await connection.Call(_ => Task.FromResult($"item {i}")));
            await gone;
        });
        world.Run(() => false, world.Now + Sim.Seconds(1));
        Assert.That(events, Is.EqualTo(new[] { "item 0", "item 1", "item 2" }));

        world.Kill(reader, Signals.Kill, false);
        world.RunAll();

        Assert.That(events[^1], Is.EqualTo("gone"));
    }

    [Test]
    public void A_call_on_a_closed_connection_is_refused()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        world.RunAs(async () =>
        {
            var connection = world.Connect(daemon);
            connection.Close();
            var isRefused = false;
            try
            {
                await connection.Call(_ => Task.FromResult(1));
            }
            catch (CallAbortedException)
            {
                isRefused = true;
            }

            Assert.That(isRefused, Is.True);
        });
    }

    [Test]
    public void Finished_connections_leave_nothing_behind_at_the_callee()
    {
        var world = Sim.World();
        var daemon = world.Idle("daemon");
        world.RunAs(async () =>
        {
            for (var i = 0; i < 10; i++)
                await world.Call(daemon, _ => Task.FromResult(1));
            var aborted = world.BeginCall(daemon, _ => world.Completion<int>().Task);
            aborted.Abort();
            await Task.Delay(Sim.Seconds(1), world.Time);
        });

        Assert.That(daemon.Incoming, Is.Empty);
    }
}
