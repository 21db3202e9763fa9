using Conformance.Docker;
using Conformance.Machine;
using static Conformance.Tests.Containerizer.LaunchTests;

namespace Conformance.Tests.Containerizer;

public class RecoverTests
{
    /// <summary>Where the agent dies: a verb or point, and the side of its effect.</summary>
    private static readonly (string Edge, Phase Phase, bool StillRuns)[] Windows =
    [
        ("pull", Phase.Before, false), ("pull", Phase.After, false),
        ("intent.write", Phase.Before, false), ("intent.write", Phase.After, false),
        ("create", Phase.Before, true), ("create", Phase.After, true),
        ("start", Phase.Before, true), ("start", Phase.After, true),
        ("checkpoint.write", Phase.Before, true), ("checkpoint.write", Phase.After, true),
    ];

    private static IEnumerable<TestCaseData> Crashes =>
        from window in Windows
        from isStateKept in new[] { true, false }
        select new TestCaseData(window.Edge, window.Phase, window.StillRuns, isStateKept);

    [TestCaseSource(nameof(Crashes))]
    public void A_crash_in_the_middle_of_a_launch_leaves_one_owner_and_one_termination(
        string edge, Phase phase, bool canRun, bool isStateKept)
    {
        var bench = new Bench();
        Task Crash()
        {
            bench.KillAgent();
            return Task.CompletedTask;
        }

        bench.Daemon.Fault = Once(edge, phase, Crash);
        bench.Machine.OnPoint = (name, _, when) => name == edge && when == phase ? Crash() : Task.CompletedTask;
        bench.RunAgent(async subject =>
        {
            var launch = Bench.LaunchOf("c1", image: "big");
            await bench.Checkpoint(launch);
            await subject.Launch(launch);
        });
        Assert.That(bench.Daemon.World.Find(bench.Agent!.Pid), Is.Null);
        bench.Machine.OnPoint = null;
        bench.RunAgent(async subject =>
        {
            var state = isStateKept ? await bench.Checkpoints.Read() : null;
            await subject.Recover(state);
            if (!isStateKept)
            {
                Assert.That(await subject.Containers(), Is.Empty);
                await bench.Sleep(60);
                return;
            }

            Assert.That(await subject.Containers(), Does.Contain("c1").Or.Empty);
            await bench.Sleep(60);
            var isRunning = bench.Daemon.Containers.Any(container => container.State.Running);
            Assert.That(isRunning, Is.False.Or.EqualTo(canRun));
            await subject.Destroy("c1");
            var end = await subject.Wait("c1");
            Assert.That(end.HasStatus, Is.EqualTo(isRunning), end.Message);
            Assert.That(end.Message, isRunning ? Is.EqualTo("Container killed") : Does.Contain("Agent died during launch"));
        });
        Assert.That(bench.Daemon.Containers, Is.Empty);
    }

    [Test]
    public void What_was_checkpointed_runs_on_and_is_waited_for_and_its_output_is_whole()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            var launch = Bench.LaunchOf("c1", "echo one; sleep 100; echo two; exit 5");
            await bench.Checkpoint(launch);
            await subject.Launch(launch);
        });
        bench.RunAgent(async subject =>
        {
            await subject.Recover(await bench.Checkpoints.Read());
            Assert.That(await subject.Containers(), Is.EqualTo(new[] { "c1" }));
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message, end.Status), Is.EqualTo((false, "Container terminated", 5 << 8)));
        });
        Assert.That(bench.ReadText(Bench.LaunchOf("c1").Directory + "/stdout"), Is.EqualTo("one\ntwo\n"));
        Assert.That(bench.Daemon.Count("stop"), Is.Zero);
    }

    [Test]
    public void What_ended_while_the_agent_was_away_is_told_with_its_true_code()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            var launch = Bench.LaunchOf("c1", "sleep 10; exit 6");
            await bench.Checkpoint(launch);
            await subject.Launch(launch);
        });
        bench.RunAgent(async subject =>
        {
            await bench.Sleep(20);
            await subject.Recover(await bench.Checkpoints.Read());
            Assert.That((await subject.Wait("c1")).Status, Is.EqualTo(6 << 8));
        });
        Assert.That(bench.Daemon.Containers, Is.Empty);
    }

    [Test]
    public void A_run_whose_container_is_gone_is_no_success()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            var launch = Bench.LaunchOf("c1");
            await bench.Checkpoint(launch);
            await subject.Launch(launch);
        });
        bench.Daemon.Containers.Clear();
        bench.RunAgent(async subject =>
        {
            await subject.Recover(await bench.Checkpoints.Read());
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.HasStatus), Is.EqualTo((false, false)));
        });
    }

    [Test]
    public void A_completed_run_is_left_alone_and_its_container_is_an_orphan()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            var launch = Bench.LaunchOf("c1");
            await bench.Checkpoint(launch);
            await subject.Launch(launch);
            await bench.Checkpoints.WriteSentinel(bench.Checkpoints.Paths.Run("S1", "F1", "task-c1", "c1"));
        });
        bench.RunAgent(async subject =>
        {
            await subject.Recover(await bench.Checkpoints.Read());
            Assert.That(await subject.Containers(), Is.Empty);
        });
        Assert.That(bench.Daemon.Containers, Is.Empty);
    }

    [Test]
    public void Look_alikes_of_others_are_not_touched()
    {
        var bench = new Bench();
        bench.Daemon.Start(bench.Daemon.Create(new RunSpec { Name = "mesos-7e3c9a5e-0000-4000-8000-000000000000", Image = "busybox" }));
        bench.Daemon.Start(bench.Daemon.Create(new RunSpec
        {
            Name = "mesos-other",
            Image = "busybox",
            Labels = [new("org.apache.mesos.installation", "elsewhere"), new("org.apache.mesos.container-id", "other")],
        }));
        bench.RunAgent(async subject =>
        {
            await subject.Recover(null);
            await bench.Sleep(100);
        });
        Assert.That(bench.Daemon.Containers, Has.Count.EqualTo(2));
        Assert.That(bench.Daemon.Containers.All(container => container.State.Running), Is.True);
    }

    [Test]
    public void Recovery_waits_for_a_daemon_that_is_down_and_gives_up_with_words()
    {
        var bench = new Bench();
        bench.Daemon.Fault = (_, phase) => phase == Phase.Before && bench.World.Now < Instant.From(new DateTimeOffset(2014, 9, 1, 0, 1, 0, TimeSpan.Zero))
            ? throw DockerException.Unreachable("Cannot connect") : Task.CompletedTask;
        bench.RunAgent(subject => subject.Recover(null));
        bench.Daemon.Fault = (_, phase) => phase == Phase.Before ? throw DockerException.Unreachable("Cannot connect") : Task.CompletedTask;
        bench.RunAgent(async subject =>
        {
            var failure = await Fails(() => subject.Recover(null));
            Assert.That(failure.Message, Does.Contain("Cannot connect"));
            Assert.That((await Fails(() => subject.Launch(Bench.LaunchOf("c1")))).Message, Does.Contain("Failed to recover"));
        }, limitSeconds: 240);
    }

    [Test]
    public void A_container_that_comes_back_after_its_removal_is_removed_again()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            await subject.Recover(null);
            await subject.Launch(Bench.LaunchOf("c1"));
            var container = bench.Daemon.Containers[0];
            await subject.Destroy("c1");
            await subject.Wait("c1");
            bench.Daemon.Containers.Add(container);
            await bench.Sleep(100);
        });
        Assert.That(bench.Daemon.Containers, Is.Empty);
    }
}
