using Conformance.Docker;
using Conformance.Machine;
using static Conformance.Tests.Containerizer.LaunchTests;

namespace Conformance.Tests.Containerizer;

public class EndTests
{
    [Test]
    public void A_destroy_stops_with_grace_and_tells_killed_with_the_true_status()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1"));
            await subject.Destroy("c1");
            await subject.Destroy("c1");
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message, end.Status), Is.EqualTo((true, "Container killed", 143 << 8)));
        });
        Assert.That(bench.Daemon.Count("stop"), Is.EqualTo(1));
        Assert.That(bench.Daemon.Containers, Is.Empty);
    }

    [Test]
    public void What_ignores_TERM_is_killed_after_the_grace()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1", "ignore-term; sleep 1000"));
            await subject.Destroy("c1");
            Assert.That((await subject.Wait("c1")).Status, Is.EqualTo(137 << 8));
        });
    }

    [TestCase("stop", Phase.Before)]
    [TestCase("stop", Phase.After)]
    [TestCase("inspect", Phase.Before)]
    public void A_failing_or_hanging_call_does_not_save_a_container_from_its_destroy(string verb, Phase phase)
    {
        foreach (var hang in new[] { false, true })
        {
            var bench = new Bench();
            bench.RunAgent(async subject =>
            {
                await subject.Launch(Bench.LaunchOf("c1"));
                bench.Daemon.Fault = Once(verb, phase, hang ? () => bench.Sleep(100_000) : () => throw DockerException.Answered(500, "no"));
                await subject.Destroy("c1");
                Assert.That((await subject.Wait("c1")).Killed, Is.True);
            }, limitSeconds: 120);
            Assert.That(bench.Daemon.Containers, Is.Empty);
        }
    }

    [Test]
    public void A_removal_is_tried_until_it_is_proven()
    {
        var bench = new Bench();
        var failures = 5;
        bench.Daemon.Fault = (verb, phase) =>
            verb == "remove" && phase == Phase.Before && failures-- > 0 ? throw DockerException.Answered(500, "device busy") : Task.CompletedTask;
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1", "exit 3"));
            Assert.That((await subject.Wait("c1")).Status, Is.EqualTo(3 << 8));
            Assert.That(bench.Daemon.Containers, Is.Empty);
        });
    }

    [Test]
    public void An_end_is_told_in_bounded_time_even_if_its_removal_takes_hours()
    {
        var bench = new Bench();
        var isBusy = true;
        bench.Daemon.Fault = (verb, phase) =>
            verb == "remove" && phase == Phase.Before && isBusy ? throw DockerException.Answered(500, "device busy") : Task.CompletedTask;
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1", "exit 3"));
            var before = bench.World.Now;
            Assert.That((await subject.Wait("c1")).Status, Is.EqualTo(3 << 8));
            Assert.That(bench.World.Now - before, Is.LessThan(TimeSpan.FromMinutes(3)));
            Assert.That(await subject.Containers(), Is.EqualTo(new[] { "c1" }), "It is still ours to remove.");
            isBusy = false;
            await bench.Sleep(60);
            Assert.That(await subject.Containers(), Is.Empty);
        });
        Assert.That(bench.Daemon.Containers, Is.Empty);
    }

    [Test]
    public void A_broken_wait_is_not_an_exit()
    {
        var bench = new Bench();
        bench.Daemon.Fault = Once("wait", Phase.Before, async () =>
        {
            await bench.Sleep(2);
            throw DockerException.Broken();
        });
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1", "sleep 60; exit 4"));
            Assert.That((await subject.Wait("c1")).Status, Is.EqualTo(4 << 8));
        });
    }

    [Test]
    public void An_exit_that_the_daemon_missed_is_found_by_its_process()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1", "sleep 30; exit 0"));
            bench.Daemon.Containers[0].IsExitLost = true;
            var end = await subject.Wait("c1");
            Assert.That(end.HasStatus, Is.False, "Nobody knows the code.");
            Assert.That(end.Message, Does.Contain("exit status is unknown"));
        }, limitSeconds: 120);
    }

    [Test]
    public void A_container_that_somebody_removed_is_no_success()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1"));
            await bench.Sleep(1);
            bench.Daemon.Containers.Clear();
            Assert.That((await subject.Wait("c1")).HasStatus, Is.False);
        }, limitSeconds: 60);
    }

    [Test]
    public void A_zero_that_the_daemon_tells_after_an_outage_is_not_believed()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1"));
            await bench.Sleep(1);
            var container = bench.Daemon.Containers[0];
            container.IsExitLost = true;
            bench.Daemon.Fault = (_, phase) => phase == Phase.Before ? throw DockerException.Broken() : Task.CompletedTask;
            container.Ended.TrySetException(DockerException.Broken());
            await bench.Sleep(3);
            container.State = container.State with { Running = false, Status = "exited", ExitCode = 0, FinishedAt = bench.World.Now.ToString() };
            bench.Daemon.Fault = (_, _) => Task.CompletedTask;
            var end = await subject.Wait("c1");
            Assert.That(end.HasStatus, Is.False);
            Assert.That(bench.World.Find(container.Root!.Pid), Is.Null, "The process that outlived its container was killed.");
        });
    }

    [Test]
    public void A_paused_container_can_be_destroyed()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1"));
            var container = bench.Daemon.Containers[0];
            bench.World.Freeze(container.Root!);
            container.State = container.State with { Paused = true, Status = "paused" };
            await subject.Destroy("c1");
            Assert.That((await subject.Wait("c1")).Status, Is.EqualTo(143 << 8));
        });
        Assert.That(bench.Daemon.Count("unpause"), Is.EqualTo(1));
    }
}
