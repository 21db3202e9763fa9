using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Tests.FakeDocker;

/// <summary>Sequences of events, their attributes, since, until and filters.</summary>
[TestFixture]
public sealed class EventTests
{
    [Test]
    public void A_run_emits_create_connect_start_die_disconnect_destroy()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var since = sim.World.Now;
            await sim.Started("web", "sh", "-c", "exit 3");
            await sim.Pause(1);
            await sim.Call(new RemoveContainer("web"));
            Assert.That(await sim.EventsSince(since), Is.EqualTo(new[] { "create", "network connect", "start", "die 3", "network disconnect", "destroy" }));
        });
    }

    [Test]
    public void A_failed_start_emits_connect_and_disconnect()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var since = sim.World.Now;
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("nosuch")));
            await sim.Refused(new StartContainer("web"));
            Assert.That(await sim.EventsSince(since), Is.EqualTo(new[] { "create", "network connect", "network disconnect" }));
        });
    }

    [Test]
    public void A_stop_that_is_not_obeyed_emits_both_kills()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            var since = sim.World.Now;
            await sim.Call(new StopContainer("web"));
            Assert.That(await sim.EventsSince(since), Is.EqualTo(new[] { "kill 15", "kill 9", "die 137", "network disconnect", "stop" }));
        });
    }

    [Test]
    public void A_restart_emits_kill_die_stop_start_restart()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "trap 'exit 0' TERM; while true; do sleep 1; done");
            var since = sim.World.Now;
            await sim.Call(new RestartContainer("web"));
            Assert.That(await sim.EventsSince(since), Is.EqualTo(new[] { "kill 15", "die 0", "network disconnect", "stop", "network connect", "start", "restart" }));
        });
    }

    [Test]
    public void Attributes_hold_image_name_and_labels()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var since = sim.World.Now;
            var id = (await sim.Call(new CreateContainer("web", EngineWorld.Spec("true") with { Labels = new Dictionary<string, string> { ["who"] = "me" } }))).Id;
            var happened = (await EngineWorld.All(await sim.Call(new ReadEvents(since, sim.World.Now)))).Single();
            Assert.That((happened.Type, happened.Action, happened.Actor.Id), Is.EqualTo(("container", "create", id)));
            Assert.That(happened.Actor.Attributes, Is.EquivalentTo(new Dictionary<string, string> { ["who"] = "me", ["image"] = "busybox", ["name"] = "web" }));
        });
    }

    [Test]
    public void A_listener_hears_what_comes_and_ends_at_until()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("before", EngineWorld.Spec("true")));
            var listener = await sim.Call(new ReadEvents(Until: sim.World.Now + TimeSpan.FromSeconds(30), Filters: EngineFilters.Of("container", "web")));
            var heard = EngineWorld.All(listener);
            await sim.Started("web", "true");
            await sim.Started("other", "true");
            var actions = (await heard).Select(happened => happened.Action);
            Assert.That(actions, Is.EqualTo(new[] { "create", "start", "die" }));
        });
    }

    [Test]
    public void Without_since_there_is_no_past_and_the_ring_holds_256()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            for (var count = 0; count < 300; count++)
                await sim.Call(new CreateContainer(null, EngineWorld.Spec("true")));
            var past = await EngineWorld.All(await sim.Call(new ReadEvents(Instant.Epoch, sim.World.Now)));
            Assert.That(past, Has.Count.EqualTo(256));
            var none = await sim.Call(new ReadEvents());
            var next = none.Next();
            await sim.Pause(10);
            Assert.That(next.IsCompleted, Is.False);
            none.Close();
            Assert.That((await EngineWorld.Failure(next)).How, Is.EqualTo(DockerFailure.Broken));
        });
    }

    [Test]
    public void Since_after_until_is_400()
    {
        var sim = new EngineWorld();
        sim.Run(async () => Assert.That(
            await sim.Refused(new ReadEvents(new Instant(5_000_000_000), new Instant(3_000_000_000))),
            Is.EqualTo((400, "`since` time (5) cannot be after `until` time (3)"))));
    }
}
