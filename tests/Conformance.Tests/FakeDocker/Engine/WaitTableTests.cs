using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>The table of wait: situation by condition.</summary>
[TestFixture]
public sealed class WaitTableTests
{
    private static readonly ContainerSpec NoSuchProgram = EngineWorld.Spec("nosuchprogram");

    [Test]
    public void Created_and_never_started_answers_0_at_once()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
            Assert.That(await sim.Waited("web"), Is.Zero);
        });
    }

    [Test]
    public void The_head_comes_before_the_exit()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            var before = sim.World.Now;
            var wait = await sim.Call(new WaitContainer("web"));
            Assert.That(sim.World.Now - before, Is.LessThan(TimeSpan.FromSeconds(1)));
            Assert.That((await wait.Next())!.StatusCode, Is.Zero);
            Assert.That(sim.World.Now - before, Is.GreaterThan(TimeSpan.FromSeconds(990)));
            Assert.That(await wait.Next(), Is.Null);
        });
    }

    [TestCase(WaitCondition.NextExit)]
    [TestCase(WaitCondition.Removed)]
    public void Created_waits_for_the_exit_or_the_removal(WaitCondition condition)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("sh", "-c", "exit 3")));
            var wait = await sim.Call(new WaitContainer("web", condition));
            var item = wait.Next();
            await sim.Pause(5);
            Assert.That(item.IsCompleted, Is.False);
            await sim.Call(new StartContainer("web"));
            await sim.Pause(5);
            Assert.That(item.IsCompleted, Is.EqualTo(condition == WaitCondition.NextExit));
            await sim.Call(new RemoveContainer("web"));
            Assert.That((await item)!.StatusCode, Is.EqualTo(3));
        });
    }

    [Test]
    public void After_a_failed_start_it_answers_127_with_the_error()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", NoSuchProgram));
            await sim.Refused(new StartContainer("web"));
            var reply = await (await sim.Call(new WaitContainer("web"))).Next();
            Assert.That(reply!.StatusCode, Is.EqualTo(127));
            Assert.That(reply.Error!.Message, Does.StartWith("failed to create shim task"));
        });
    }

    [TestCase(WaitCondition.NextExit)]
    [TestCase(WaitCondition.Removed)]
    public void A_start_that_fails_while_waiting_does_not_end_the_wait(WaitCondition condition)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", NoSuchProgram));
            var item = (await sim.Call(new WaitContainer("web", condition))).Next();
            await sim.Refused(new StartContainer("web"));
            await sim.Pause(60);
            Assert.That(item.IsCompleted, Is.False);
            await sim.Call(new RemoveContainer("web"));
            await item;
        });
    }

    [Test]
    public void A_failed_start_with_AutoRemove_answers_127_at_the_removal()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", NoSuchProgram with { HostConfig = new HostConfig { AutoRemove = true } }));
            var item = (await sim.Call(new WaitContainer("web", WaitCondition.Removed))).Next();
            await sim.Refused(new StartContainer("web"));
            Assert.That((await item)!.StatusCode, Is.EqualTo(127));
            Assert.That(sim.Host.Truth.Containers, Is.Empty);
        });
    }

    [TestCase(WaitCondition.NotRunning, true)]
    [TestCase(WaitCondition.NextExit, true)]
    [TestCase(WaitCondition.Removed, false)]
    public void Running_answers_at_the_exit_or_at_the_removal(WaitCondition condition, bool atExit)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "sleep 5; exit 7");
            var item = (await sim.Call(new WaitContainer("web", condition))).Next();
            await sim.Pause(10);
            Assert.That(item.IsCompleted, Is.EqualTo(atExit));
            await sim.Call(new RemoveContainer("web"));
            Assert.That((await item)!.StatusCode, Is.EqualTo(7));
        });
    }

    [Test]
    public void Exited_answers_its_code_at_once_and_next_exit_waits_for_the_next_run()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "exit 9");
            await sim.Pause(1);
            Assert.That(await sim.Waited("web"), Is.EqualTo(9));
            var next = (await sim.Call(new WaitContainer("web", WaitCondition.NextExit))).Next();
            await sim.Pause(10);
            Assert.That(next.IsCompleted, Is.False);
            await sim.Call(new StartContainer("web"));
            Assert.That((await next)!.StatusCode, Is.EqualTo(9));
        });
    }

    [TestCase(WaitCondition.NotRunning)]
    [TestCase(WaitCondition.NextExit)]
    [TestCase(WaitCondition.Removed)]
    public void A_forced_removal_of_a_running_one_is_137(WaitCondition condition)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            var item = (await sim.Call(new WaitContainer("web", condition))).Next();
            await sim.Call(new RemoveContainer("web", Force: true));
            Assert.That((await item)!.StatusCode, Is.EqualTo(137));
        });
    }

    [TestCase(WaitCondition.NextExit)]
    [TestCase(WaitCondition.Removed)]
    public void Removal_of_a_created_one_is_0(WaitCondition condition)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
            var item = (await sim.Call(new WaitContainer("web", condition))).Next();
            await sim.Call(new RemoveContainer("web"));
            Assert.That((await item)!.StatusCode, Is.Zero);
        });
    }

    [TestCase(WaitCondition.NotRunning, true)]
    [TestCase(WaitCondition.NextExit, true)]
    [TestCase(WaitCondition.Removed, false)]
    public void A_restart_ends_the_wait_but_for_the_removal(WaitCondition condition, bool ends)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            var item = (await sim.Call(new WaitContainer("web", condition))).Next();
            await sim.Call(new RestartContainer("web", 0));
            await sim.Pause(1);
            Assert.That(item.IsCompleted, Is.EqualTo(ends));
            if (ends)
                Assert.That((await item)!.StatusCode, Is.EqualTo(137));
            Assert.That((await sim.State("web")).Running, Is.True);
        });
    }

    [Test]
    public void A_restart_policy_does_not_hide_the_first_exit()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var policy = new HostConfig { RestartPolicy = new RestartPolicy("on-failure", 2) };
            await sim.Started("web", EngineWorld.Spec("sh", "-c", "sleep 1; exit 4") with { HostConfig = policy });
            var began = sim.World.Now;
            Assert.That(await sim.Waited("web"), Is.EqualTo(4));
            Assert.That(sim.World.Now - began, Is.LessThan(TimeSpan.FromSeconds(1.5)));
        });
    }

    [Test]
    public void The_daemons_death_breaks_the_wait()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            var item = (await sim.Call(new WaitContainer("web"))).Next();
            await sim.Pause(1);
            sim.Daemon.Crash();
            Assert.That(await EngineWorld.Failure(item), Is.EqualTo((DockerFailure.Broken, "unexpected EOF")));
        });
    }
}
