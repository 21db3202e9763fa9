using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>Several operations on one container at a time.</summary>
[TestFixture]
public sealed class RaceTests
{
    [Test]
    public void Of_eight_creates_with_one_name_one_wins()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var calls = Enumerable.Range(0, 8).Select(_ => Status(sim.Call(new CreateContainer("web", EngineWorld.Spec("true"))))).ToList();
            Assert.That((await Task.WhenAll(calls)).Order(), Is.EqualTo(new[] { 201, 409, 409, 409, 409, 409, 409, 409 }));
            Assert.That(sim.Host.Truth.Containers, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public void Of_six_starts_one_starts()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("sleep", "1000")));
            var since = sim.World.Now;
            var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => sim.Call(new StartContainer("web"))));
            Assert.That(replies.Count(reply => reply.WasModified), Is.EqualTo(1));
            Assert.That(await sim.EventsSince(since), Is.EqualTo(new[] { "network connect", "start" }));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Of_four_removals_one_removes(bool isRunning)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("sleep", "1000")));
            if (isRunning)
                await sim.Call(new StartContainer("web"));
            var calls = Enumerable.Range(0, 4).Select(_ => sim.Call(new RemoveContainer("web", Force: true))).ToList();
            List<string> messages = [];
            foreach (var call in calls)
                messages.Add(await Message(call));
            Assert.That(messages.Order(StringComparer.Ordinal), Is.EqualTo(new[]
            {
                "", "removal of container web is already in progress", "removal of container web is already in progress", "removal of container web is already in progress",
            }));
        });
    }

    [Test]
    public void A_forced_removal_waits_for_a_start_under_way()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("sleep", "1000")));
            var since = sim.World.Now;
            var start = sim.Call(new StartContainer("web"));
            await sim.Pause(0.01);
            await sim.Call(new RemoveContainer("web", Force: true));
            Assert.That((await start).WasModified, Is.True);
            Assert.That(await sim.EventsSince(since), Is.EqualTo(new[] { "network connect", "start", "kill 9", "die 137", "network disconnect", "destroy" }));
        });
    }

    [Test]
    public void A_kill_ends_a_stop_that_waits()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            var before = sim.World.Now;
            var stop = sim.Call(new StopContainer("web", 5));
            await sim.Pause(1);
            await sim.Call(new KillContainer("web"));
            Assert.That((await stop).WasModified, Is.True);
            Assert.That(sim.World.Now - before, Is.LessThan(TimeSpan.FromSeconds(2)));
        });
    }

    [Test]
    public void A_start_while_a_stop_waits_is_304_and_a_restart_wins()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            var since = sim.World.Now;
            var stop = sim.Call(new StopContainer("web", 5));
            await sim.Pause(1);
            Assert.That((await sim.Call(new StartContainer("web"))).WasModified, Is.False);
            await sim.Call(new RestartContainer("web", 1));
            await stop;
            Assert.That((await sim.State("web")).Running, Is.True);
            Assert.That((await sim.EventsSince(since)).Count(word => word == "stop"), Is.EqualTo(2));
        });
    }

    [Test]
    public void A_client_that_dies_undoes_nothing()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var client = sim.Client("cli", async () => await sim.Call(new CreateContainer("web", EngineWorld.Spec("true"))));
            await sim.Pause(0.002);
            sim.World.Kill(client, 9, withChildren: false);
            await sim.Pause(1);
            Assert.That((await sim.State("web")).Status, Is.EqualTo("created"));
            await sim.Call(new RemoveContainer("web"));
            await sim.Started("web", "sleep", "1000");
            var stopper = sim.Client("cli", async () => await sim.Call(new StopContainer("web", 3)));
            await sim.Pause(1);
            sim.World.Kill(stopper, 9, withChildren: false);
            await sim.Pause(3);
            Assert.That((await sim.State("web")).ExitCode, Is.EqualTo(137));
        });
    }

    private static async Task<int> Status(Task<CreateReply> call)
    {
        try
        {
            await call;
            return 201;
        }
        catch (DockerException e)
        {
            return e.Status!.Value;
        }
    }

    private static async Task<string> Message(Task<Nothing> call)
    {
        try
        {
            await call;
            return "";
        }
        catch (DockerException e)
        {
            return e.Message;
        }
    }
}
