using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>Restart policies and AutoRemove.</summary>
[TestFixture]
public sealed class PolicyTests
{
    private static ContainerSpec With(string policy, int count, string script) => EngineWorld.Spec("sh", "-c", script) with
    {
        HostConfig = new HostConfig { RestartPolicy = new RestartPolicy(policy, count) },
    };

    private static ContainerSpec AutoRemoved(params string[] command) =>
        EngineWorld.Spec(command) with { HostConfig = new HostConfig { AutoRemove = true } };

    [Test]
    public void On_failure_2_makes_three_runs()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", With("on-failure", 2, "exit 1"));
            await sim.Pause(60);
            var inspect = await sim.Call(new InspectContainer("web"));
            Assert.That((inspect.RestartCount, inspect.State.Status, inspect.State.ExitCode), Is.EqualTo((2, "exited", 1)));
            Assert.That(sim.Host.Truth.EndedRuns, Has.Count.EqualTo(3));
        });
    }

    [Test]
    public void On_failure_leaves_a_success_alone()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", With("on-failure", 0, "exit 0"));
            await sim.Pause(60);
            Assert.That(sim.Host.Truth.EndedRuns, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public void The_delay_doubles_from_100_ms()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", With("always", 0, "exit 1"));
            await sim.Pause(30);
            var ends = sim.Host.Truth.EndedRuns.Select(run => run.EndedAt!.Value).ToList();
            var gaps = ends.Zip(ends.Skip(1), (first, second) => (second - first).TotalSeconds).ToList();
            for (var index = 1; index < gaps.Count; index++)
                Assert.That(gaps[index], Is.InRange(gaps[index - 1] * 1.3, gaps[index - 1] * 2.1));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Stop_and_kill_end_the_policy_until_the_next_start(bool byKill)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", With("always", 0, "sleep 100"));
            await (byKill ? sim.Call(new KillContainer("web")) : sim.Call(new StopContainer("web", 0)));
            await sim.Pause(60);
            Assert.That((await sim.State("web")).Status, Is.EqualTo("exited"));
            await sim.Call(new StartContainer("web"));
            await sim.Pause(150);
            Assert.That((await sim.Call(new InspectContainer("web"))).RestartCount, Is.EqualTo(1));
        });
    }

    [Test]
    public void An_outside_kill_does_not_end_the_policy()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = await sim.Started("web", With("always", 0, "sleep 100"));
            sim.Host.Strike(id);
            await sim.Pause(2);
            Assert.That((await sim.State("web")).Status, Is.EqualTo("running"));
        });
    }

    [Test]
    public void AutoRemove_removes_after_any_exit()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", AutoRemoved("true"));
            await sim.Pause(1);
            Assert.That(sim.Host.Truth.Containers, Is.Empty);
            await sim.Started("web", AutoRemoved("sleep", "100"));
            await sim.Call(new StopContainer("web", 0));
            await sim.Pause(0.1);
            Assert.That(sim.Host.Truth.Containers, Is.Empty);
        });
    }

    [Test]
    public void AutoRemove_leaves_what_never_started_and_what_is_restarted()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("never", AutoRemoved("true")));
            await sim.Started("web", AutoRemoved("sleep", "100"));
            await sim.Call(new RestartContainer("web", 0));
            await sim.Pause(10);
            Assert.That(sim.Host.Truth.Containers.Select(container => (container.Name, container.Status)),
                Is.EqualTo(new[] { ("never", "created"), ("web", "running") }));
        });
    }
}
