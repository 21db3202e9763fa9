using Conformance.Docker;
using Conformance.FakeDocker;

namespace Conformance.Tests.FakeDocker;

/// <summary>What clients see when the daemon dies, and what becomes of containers when it comes back.</summary>
[TestFixture]
public sealed class DaemonDeathTests
{
    [Test]
    public void A_daemon_that_is_down_cannot_be_reached()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            sim.Daemon.Crash();
            var failure = await EngineWorld.Failure(sim.Call(new Ping()));
            Assert.That(failure, Is.EqualTo((DockerFailure.Unreachable, "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?")));
            sim.Daemon.Start();
            await sim.Call(new Ping());
        });
    }

    [Test]
    public void A_create_that_dies_with_the_daemon_leaves_no_name()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var create = sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
            await sim.Pause(0.003);
            sim.Daemon.Crash();
            Assert.That((await EngineWorld.Failure(create)).How, Is.EqualTo(DockerFailure.Broken));
            sim.Daemon.Start();
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
        });
    }

    [TestCase(BootMode.LiveRestored)]
    [TestCase(BootMode.ContainersKilled)]
    public void After_a_crash_containers_are_as_the_tables_say(BootMode mode)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            foreach (var policy in new[] { "no", "always", "unless-stopped", "on-failure" })
                await sim.Started(policy, EngineWorld.Spec("sleep", "100000") with { HostConfig = new HostConfig { RestartPolicy = new RestartPolicy(policy) } });
            await sim.Started("autoremove", EngineWorld.Spec("sleep", "100000") with { HostConfig = new HostConfig { AutoRemove = true } });
            await sim.Started("ended-meanwhile", "sh", "-c", "sleep 5; exit 6");
            await sim.Call(new CreateContainer("made", EngineWorld.Spec("true")));
            var pids = sim.Host.Truth.Containers.ToDictionary(container => container.Name, container => container.Pid);
            await sim.Daemon.Restart(mode, TimeSpan.FromSeconds(10));
            Assert.That(sim.Host.Truth.LiveRuns, Has.Count.EqualTo(5));
            var before = sim.World.Now;
            await sim.Call(new Ping());
            var boot = sim.World.Now - before;
            await sim.Pause(5);
            var states = new Dictionary<string, string>();
            foreach (var container in await sim.Call(new ListContainers(true)))
                states[container.Names[0][1..]] = container.State + " " + (await sim.State(container.Id)).ExitCode;
            var isLive = mode == BootMode.LiveRestored;
            Assert.That(states, Is.EquivalentTo(new Dictionary<string, string>
            {
                ["no"] = isLive ? "running 0" : "exited 137",
                ["always"] = "running 0",
                ["unless-stopped"] = isLive ? "running 0" : "exited 137",
                ["on-failure"] = "running 0",
                ["ended-meanwhile"] = "exited 6",
                ["made"] = "created 0",
            }));
            Assert.That((await sim.State("always")).Pid == pids["always"], Is.EqualTo(isLive));
            Assert.That(boot, isLive ? Is.LessThan(TimeSpan.FromSeconds(1)) : Is.InRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12)));
        });
    }

    [Test]
    public void An_orphan_runs_on_while_the_daemon_says_exited()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "100000");
            await sim.Daemon.Restart(BootMode.Orphaned, TimeSpan.FromSeconds(1));
            Assert.That((await sim.State("web")).Status, Is.EqualTo("exited"));
            Assert.That(sim.Host.Truth.LiveRuns, Has.Count.EqualTo(1));
            Assert.That(sim.Host.Truth.Containers[0].Status, Is.EqualTo("running"));
        });
    }

    [Test]
    public void A_graceful_stop_stops_containers_and_unless_stopped_comes_back()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("plain", "sleep", "100000");
            await sim.Started("unless", EngineWorld.Spec("sleep", "100000") with { HostConfig = new HostConfig { RestartPolicy = new RestartPolicy("unless-stopped") } });
            await sim.Daemon.Stop();
            Assert.That(sim.Daemon.IsUp, Is.False);
            Assert.That(sim.Host.Truth.LiveRuns, Is.Empty);
            sim.Daemon.Start();
            await sim.Pause(1);
            Assert.That((await sim.State("plain")).Status, Is.EqualTo("exited"));
            Assert.That((await sim.State("unless")).Status, Is.EqualTo("running"));
        });
    }

    [Test]
    public void Restored_containers_are_watched_and_their_output_is_whole()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "for i in 1 2 3 4 5; do echo $i; sleep 2; done; exit 4");
            await sim.Daemon.Restart(BootMode.LiveRestored, TimeSpan.FromSeconds(5));
            Assert.That(await sim.Waited("web"), Is.EqualTo(4));
            Assert.That(await EngineWorld.All(await sim.Call(new ReadLogs("web"))), Has.Count.EqualTo(5));
        });
    }

    [Test]
    public void The_history_of_events_does_not_survive()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var since = sim.World.Now;
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
            await sim.Daemon.Restart(BootMode.LiveRestored, TimeSpan.FromSeconds(1));
            Assert.That(await sim.EventsSince(since), Is.Empty);
        });
    }
}
