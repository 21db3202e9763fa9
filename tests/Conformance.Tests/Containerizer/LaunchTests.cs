using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Tests.Containerizer;

public class LaunchTests
{
    [Test]
    public void A_launch_runs_and_its_wait_tells_the_true_code_and_nothing_is_left()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            Assert.That(await subject.Launch(Bench.LaunchOf("c1", "echo one; sleep 5; echo two; complain three; exit 7")), Is.True);
            Assert.That(await subject.Containers(), Is.EqualTo(new[] { "c1" }));
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message, end.Status), Is.EqualTo((false, "Container terminated", 7 << 8)));
            Assert.That(await subject.Wait("c1"), Is.EqualTo(end), "A late wait gets the same answer.");
            Assert.That(await subject.Containers(), Is.Empty);
        });
        Assert.That(bench.Daemon.Containers, Is.Empty);
        var sandbox = Bench.LaunchOf("c1").Directory;
        Assert.That(bench.ReadText(sandbox + "/stdout"), Is.EqualTo("one\ntwo\n"));
        Assert.That(bench.ReadText(sandbox + "/stderr"), Is.EqualTo("three\n"));
    }

    [Test]
    public void The_pid_is_checkpointed_between_its_points_before_the_launch_is_answered()
    {
        var bench = new Bench();
        var points = new List<string>();
        bench.Machine.OnPoint = (name, container, phase) =>
        {
            points.Add($"{name} {container} {phase}");
            return Task.CompletedTask;
        };
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1"));
            var pid = bench.Daemon.Containers[0].State.Pid;
            Assert.That(bench.ReadText(bench.Checkpoints.Paths.Run("S1", "F1", "task-c1", "c1").ForkedPid), Is.EqualTo(pid.ToString()));
        });
        Assert.That(points, Is.EqualTo(new[]
        {
            "intent.write c1 Before", "intent.write c1 After", "checkpoint.write c1 Before", "checkpoint.write c1 After",
        }));
    }

    [Test]
    public void A_missing_image_is_pulled_once_for_two_launches()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            await Task.WhenAll(
                subject.Launch(Bench.LaunchOf("c1", image: "registry:5000/big")),
                subject.Launch(Bench.LaunchOf("c2", image: "registry:5000/big")));
        });
        Assert.That(bench.Daemon.Calls.Where(call => call.StartsWith("pull")), Is.EqualTo(new[] { "pull registry:5000/big:latest" }));
        Assert.That(bench.Daemon.Count("run"), Is.EqualTo(2));
    }

    [Test]
    public void A_failed_pull_tells_the_words_of_the_registry_to_the_launch_and_to_a_later_wait()
    {
        var bench = new Bench();
        bench.Daemon.PullError = "manifest unknown";
        bench.RunAgent(async subject =>
        {
            var failure = Fails(() => subject.Launch(Bench.LaunchOf("c1", image: "none")));
            Assert.That((await failure).Message, Is.EqualTo("Failed to pull image 'none': manifest unknown"));
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message, end.HasStatus), Is.EqualTo((false, "Failed to pull image 'none': manifest unknown", false)));
        });
        Assert.That(bench.Daemon.Count("run"), Is.Zero);
    }

    [Test]
    public void A_destroy_while_pulling_ends_at_once_and_nothing_starts_afterwards()
    {
        var bench = new Bench();
        bench.Daemon.PullTime = TimeSpan.FromHours(1);
        bench.RunAgent(async subject =>
        {
            var launch = Fails(() => subject.Launch(Bench.LaunchOf("c1", image: "big")));
            await bench.Sleep(5);
            await subject.Destroy("c1");
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message), Is.EqualTo((true, "Container destroyed while pulling image")));
            Assert.That((await launch).IsDefinite, Is.True);
            await bench.Sleep(1);
        });
        Assert.That(bench.Daemon.Calls, Does.Contain("pull-ended big:latest"));
        Assert.That(bench.Daemon.Count("run"), Is.Zero);
    }

    [Test]
    public void A_destroy_before_the_launch_is_remembered()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            await subject.Destroy("c1");
            await Fails(() => subject.Launch(Bench.LaunchOf("c1")));
            Assert.That((await subject.Wait("c1")).Killed, Is.True);
        });
        Assert.That(bench.Daemon.Calls, Is.Empty);
    }

    [Test]
    public void What_is_not_dockers_is_refused_with_false_and_a_shell_without_value_before_any_call()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            var foreign = Bench.LaunchOf("c1");
            foreign.TaskInfo.Container = null;
            Assert.That(await subject.Launch(foreign), Is.False);
            var empty = Bench.LaunchOf("c2");
            empty.TaskInfo.Command.ClearValue();
            var failure = await Fails(() => subject.Launch(empty));
            Assert.That((failure.Message, failure.IsDefinite), Is.EqualTo(("Shell specified but no command value provided", true)));
            await subject.Launch(Bench.LaunchOf("c3"));
            Assert.That((await Fails(() => subject.Launch(Bench.LaunchOf("c3")))).Message, Is.EqualTo("Container already started"));
            Assert.That((await Fails(() => subject.Wait("c9"))).Message, Is.EqualTo("Unknown container: c9"));
        });
        Assert.That(bench.Daemon.Count("run"), Is.EqualTo(1));
    }

    [TestCase("create", Phase.Before)]
    [TestCase("create", Phase.After)]
    [TestCase("start", Phase.Before)]
    [TestCase("start", Phase.After)]
    public void A_failed_run_is_cleaned_up_whatever_it_had_done(string operation, Phase phase)
    {
        var bench = new Bench();
        bench.Daemon.Fault = Once(operation, phase, () => throw DockerException.Answered(500, "device busy"));
        bench.RunAgent(async subject =>
        {
            var failure = await Fails(() => subject.Launch(Bench.LaunchOf("c1")));
            Assert.That((failure.Message, failure.IsDefinite), Is.EqualTo(("Failed to run container: device busy", false)));
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message, end.HasStatus), Is.EqualTo((false, "Failed to run container: device busy", false)));
        });
        Assert.That(bench.Daemon.Containers, Is.Empty);
    }

    [Test]
    public void A_container_that_appears_after_the_run_was_given_up_is_removed()
    {
        var bench = new Bench();
        bench.Daemon.Fault = Once("create", Phase.Before, () => bench.Sleep(130));
        bench.RunAgent(async subject =>
        {
            Assert.That((await Fails(() => subject.Launch(Bench.LaunchOf("c1")))).Message, Does.Contain("was not answered within 120 s"));
            Assert.That((await subject.Wait("c1")).Message, Does.StartWith("Failed to run container"));
        });
        Assert.That(bench.Daemon.Calls, Does.Contain("remove " + 1.ToString("x64")));
        Assert.That(bench.Daemon.Containers, Is.Empty);
    }

    [Test]
    public void A_foreign_container_with_the_name_is_not_touched()
    {
        var bench = new Bench();
        bench.Daemon.Start(bench.Daemon.Create(new RunSpec { Name = "mesos-c1", Image = "busybox" }));
        bench.RunAgent(async subject =>
        {
            Assert.That((await Fails(() => subject.Launch(Bench.LaunchOf("c1")))).Message, Does.Contain("which is not ours"));
            await subject.Wait("c1");
        });
        Assert.That(bench.Daemon.Containers.Single().State.Running, Is.True);
    }

    [Test]
    public void An_own_stale_container_with_the_name_makes_room()
    {
        var bench = new Bench();
        var labels = new[] { new KeyValuePair<string, string>("org.apache.mesos.installation", "here"), new("org.apache.mesos.container-id", "c1") };
        bench.Daemon.Create(new RunSpec { Name = "mesos-c1", Image = "busybox", Labels = labels });
        bench.RunAgent(async subject =>
        {
            Assert.That(await subject.Launch(Bench.LaunchOf("c1", "exit 0")), Is.True);
            Assert.That((await subject.Wait("c1")).Status, Is.Zero);
        });
        Assert.That(bench.Daemon.Containers, Is.Empty);
    }

    internal static Func<string, Phase, Task> Once(string operation, Phase phase, Func<Task> action)
    {
        var isOver = false;
        return (name, when) =>
        {
            if (isOver || name != operation || when != phase)
                return Task.CompletedTask;
            isOver = true;
            return action();
        };
    }

    internal static async Task<ContainerizerException> Fails(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (ContainerizerException exception)
        {
            return exception;
        }

        throw new AssertionException("The call succeeded.");
    }
}
