using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Tests.FakeDocker;

/// <summary>Errors and non-errors of start, stop, kill, pause, rename, rm, update and of names.</summary>
[TestFixture]
public sealed class LifecycleErrorTests
{
    [Test]
    public void An_unknown_container_is_404_with_the_word_that_was_asked()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var gone = (404, "No such container: gone");
            Assert.That(await sim.Refused(new StartContainer("gone")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new StopContainer("gone")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new RestartContainer("gone")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new PauseContainer("gone")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new UnpauseContainer("gone")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new RenameContainer("gone", "new")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new RemoveContainer("gone")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new InspectContainer("gone")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new WaitContainer("gone")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new ReadLogs("gone")), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new UpdateContainer("gone", new ResourceUpdate())), Is.EqualTo(gone));
            Assert.That(await sim.Refused(new KillContainer("gone")), Is.EqualTo((404, "Cannot kill container: gone: No such container: gone")));
        });
    }

    [Test]
    public void Nothing_to_do_is_304_but_kill_of_a_stopped_one_is_409()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = (await sim.Call(new CreateContainer("web", EngineWorld.Spec("sleep", "1000")))).Id;
            Assert.That((await sim.Call(new StopContainer("web"))).WasModified, Is.False);
            Assert.That(await sim.Refused(new KillContainer("web")), Is.EqualTo((409, $"Cannot kill container: web: Container {id} is not running")));
            Assert.That((await sim.Call(new StartContainer("web"))).WasModified, Is.True);
            Assert.That((await sim.Call(new StartContainer("web"))).WasModified, Is.False);
            Assert.That((await sim.Call(new StopContainer("web", 0))).WasModified, Is.True);
            Assert.That((await sim.Call(new StopContainer("web"))).WasModified, Is.False);
        });
    }

    [TestCase("BOGUS", 400, "Invalid signal: BOGUS")]
    [TestCase("0", 400, "Invalid signal: 0")]
    [TestCase("999", 500, "Cannot kill container: web: The linux daemon does not support signal 999")]
    public void Bad_signals_are_refused(string signal, int status, string message)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            Assert.That(await sim.Refused(new KillContainer("web", signal)), Is.EqualTo((status, message)));
        });
    }

    [TestCase("TERM")]
    [TestCase("sigterm")]
    [TestCase("15")]
    public void A_signal_may_be_a_name_or_a_number_and_pid_1_ignores_it(string signal)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            await sim.Call(new KillContainer("web", signal));
            await sim.Pause(5);
            Assert.That((await sim.State("web")).Running, Is.True);
        });
    }

    [Test]
    public void A_trapped_signal_ends_the_program_its_own_way()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "trap 'exit 5' TERM; while true; do sleep 1; done");
            await sim.Call(new StopContainer("web"));
            Assert.That((await sim.State("web")).ExitCode, Is.EqualTo(5));
        });
    }

    [Test]
    public void Kill_answers_when_the_exit_is_recorded()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            var before = sim.World.Now;
            await sim.Call(new KillContainer("web"));
            Assert.That(sim.World.Now - before, Is.InRange(TimeSpan.FromMilliseconds(35), TimeSpan.FromMilliseconds(70)));
            var state = await sim.State("web");
            Assert.That((state.Status, state.ExitCode), Is.EqualTo(("exited", 137)));
        });
    }

    [Test]
    public void Pause_and_unpause_refuse_what_does_not_fit()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = (await sim.Call(new CreateContainer("web", EngineWorld.Spec("sleep", "1000")))).Id;
            Assert.That(await sim.Refused(new PauseContainer("web")), Is.EqualTo((409, $"Container {id} is not running")));
            Assert.That(await sim.Refused(new UnpauseContainer("web")), Is.EqualTo((500, $"Container {id} is not paused")));
            await sim.Call(new StartContainer("web"));
            await sim.Call(new PauseContainer("web"));
            Assert.That(await sim.Refused(new PauseContainer("web")), Is.EqualTo((409, $"Container {id} is already paused")));
            Assert.That(await sim.Refused(new StartContainer("web")), Is.EqualTo((409, "cannot start a paused container, try unpause instead")));
        });
    }

    [Test]
    public void A_paused_one_is_killed_at_once_and_stop_kills_it_after_its_grace()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("one", "sleep", "1000");
            await sim.Call(new PauseContainer("one"));
            await sim.Call(new KillContainer("one"));
            Assert.That((await sim.State("one")).ExitCode, Is.EqualTo(137));
            await sim.Started("two", "sh", "-c", "trap 'exit 5' TERM; while true; do sleep 1; done");
            await sim.Call(new PauseContainer("two"));
            var before = sim.World.Now;
            await sim.Call(new StopContainer("two", 1));
            Assert.That(sim.World.Now - before, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2)));
            Assert.That((await sim.State("two")).ExitCode, Is.EqualTo(137));
        });
    }

    [Test]
    public void A_signal_to_a_paused_one_waits_until_it_thaws()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "trap 'exit 5' TERM; while true; do sleep 1; done");
            await sim.Call(new PauseContainer("web"));
            await sim.Call(new KillContainer("web", "TERM"));
            await sim.Pause(30);
            Assert.That((await sim.State("web")).Paused, Is.True);
            await sim.Call(new UnpauseContainer("web"));
            Assert.That(await sim.Waited("web"), Is.EqualTo(5));
        });
    }

    [Test]
    public void Rename_keeps_the_id_and_frees_the_old_name()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = (await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")))).Id;
            await sim.Call(new CreateContainer("other", EngineWorld.Spec("true")));
            Assert.That((await sim.Refused(new RenameContainer("web", "other"))).Message, Does.StartWith("Error when allocating new name: Conflict. The container name \"/other\" is already in use"));
            Assert.That(await sim.Refused(new RenameContainer("web", "/!")), Is.EqualTo((400, "Error when allocating new name: Invalid container name (/!), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed")));
            Assert.That(await sim.Refused(new RenameContainer("web", "")), Is.EqualTo((400, "Neither old nor new names may be empty")));
            await sim.Call(new RenameContainer("web", "new"));
            Assert.That((await sim.Call(new InspectContainer("new"))).Id, Is.EqualTo(id));
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
        });
    }

    [Test]
    public void A_running_one_is_removed_only_by_force()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = await sim.Started("web", "sleep", "1000");
            Assert.That(await sim.Refused(new RemoveContainer("web")), Is.EqualTo((409, $"You cannot remove a running container {id}. Stop the container before attempting removal or force remove")));
            await sim.Call(new PauseContainer("web"));
            Assert.That(await sim.Refused(new RemoveContainer("web")), Is.EqualTo((409, $"You cannot remove a paused container {id}. Unpause and then stop the container before attempting removal or force remove")));
            Assert.That((await sim.State("web")).Running, Is.True);
            await sim.Call(new RemoveContainer("web", Force: true));
            Assert.That((await sim.Refused(new InspectContainer(id))).Status, Is.EqualTo(404));
            Assert.That(sim.Host.Truth.LiveRuns, Is.Empty);
        });
    }

    [Test]
    public void Update_changes_limits_or_says_why_not()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = await sim.Started("web", EngineWorld.Spec("sleep", "1000") with { HostConfig = new HostConfig { Memory = 64 << 20 } });
            Assert.That(await sim.Refused(new UpdateContainer("web", new ResourceUpdate { Memory = 1 << 20 })), Is.EqualTo((400, "Minimum memory limit allowed is 6MB")));
            Assert.That(await sim.Refused(new UpdateContainer("web", new ResourceUpdate { Memory = 256 << 20 })), Is.EqualTo(
                (409, $"Cannot update container {id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time")));
            Assert.That((await sim.Call(new UpdateContainer("web", new ResourceUpdate { CpuShares = 200 }))).Warnings, Is.Null);
            var host = (await sim.Call(new InspectContainer("web"))).HostConfig;
            Assert.That((host.CpuShares, host.Memory), Is.EqualTo((200L, 64L << 20)));
        });
    }

    [Test]
    public void Look_up_is_by_id_name_then_prefix()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            List<string> ids = [];
            while (ids.GroupBy(id => id[0]).All(group => group.Count() < 2))
                ids.Add((await sim.Call(new CreateContainer(null, EngineWorld.Spec("true")))).Id);
            var twice = ids.GroupBy(id => id[0]).First(group => group.Count() == 2).Key.ToString();
            var last = ids[^1];
            Assert.That((await sim.Call(new InspectContainer(last[..12]))).Id, Is.EqualTo(last));
            Assert.That(await sim.Refused(new InspectContainer(twice)), Is.EqualTo((500, $"Multiple IDs found with provided prefix: {twice}")));
            Assert.That((await sim.Refused(new InspectContainer(last.ToUpperInvariant()))).Status, Is.EqualTo(404));
            var named = (await sim.Call(new CreateContainer(last[..12], EngineWorld.Spec("true")))).Id;
            Assert.That((await sim.Call(new InspectContainer(last[..12]))).Id, Is.EqualTo(named));
            Assert.That((await sim.Call(new InspectContainer("/" + last[..12]))).Id, Is.EqualTo(named));
        });
    }

    [Test]
    public void A_kill_from_outside_is_only_an_exit()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = await sim.Started("web", "sleep", "1000");
            var since = sim.World.Now;
            sim.Host.Strike(id, Signals.Kill, isOutOfMemory: true);
            Assert.That(await sim.Waited("web"), Is.EqualTo(137));
            Assert.That((await sim.State("web")).OOMKilled, Is.True);
            Assert.That(await sim.EventsSince(since), Is.EqualTo(new[] { "oom", "die 137", "network disconnect" }));
        });
    }
}
