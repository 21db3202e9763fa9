namespace Conformance.Tests.Containerizer;

/// <summary>Launch, wait and destroy as Mesos 0.20 had them, state by state.</summary>
public class FaithfulLaunchTests
{
    [Test]
    public void A_task_that_ends_by_itself_is_removed_and_its_executor_tells_its_code()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            Assert.That(await subject.Launch(bench.LaunchOf("c1", "echo one; sleep 5; exit 7")), Is.True);
            Assert.That(await subject.Containers(), Is.EqualTo(new[] { "c1" }));
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message, end.Status), Is.EqualTo((false, "Container terminated", 0)), "The status is the executor's.");
            Assert.That(await FaithfulBench.FailureOf(subject.Wait("c1")), Is.EqualTo("Unknown container: c1"), "There is no memory of the ended.");
        });
        Assert.That(bench.Told, Is.EqualTo(new[] { "TaskRunning", "TaskFailed Command exited with status 7" }));
        Assert.That(bench.Containers, Is.Empty);
    }

    [Test]
    public void A_second_launch_of_one_id_is_refused_and_a_task_without_docker_is_somebody_elses()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            await subject.Launch(bench.LaunchOf("c1"));
            Assert.That(await FaithfulBench.FailureOf(subject.Launch(bench.LaunchOf("c1"))), Is.EqualTo("Container already started"));
            var plain = bench.LaunchOf("c2");
            plain.TaskInfo.Container = null;
            Assert.That(await subject.Launch(plain), Is.False);
        });
    }

    [Test]
    public void A_run_that_fails_after_create_leaves_the_container_and_nobody_to_ask()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            var launch = bench.LaunchOf("c1");
            launch.TaskInfo.Command = new() { Shell = false, Value = "/no/such/program" };
            Assert.That(await FaithfulBench.FailureOf(subject.Launch(launch)), Does.Contain("/no/such/program"));
            Assert.That(await FaithfulBench.FailureOf(subject.Wait("c1")), Is.EqualTo("Unknown container: c1"));
        });
        Assert.That(bench.Containers, Is.EqualTo(new[] { "mesos-c1 created" }));
    }

    [Test]
    public void A_destroy_while_fetching_ends_the_fetcher_and_nothing_is_pulled()
    {
        var bench = new FaithfulBench();
        bench.Docker.Machine.Processes.Install("mesos-fetcher", async run =>
        {
            await run.Process.World.Delay(TimeSpan.FromHours(1));
            return 0;
        });
        bench.RunAgent(async subject =>
        {
            var launch = bench.LaunchOf("c1", image: "registry.test/box");
            launch.TaskInfo.Command.Uris.Add(new Conformance.Mesos.Messages.CommandInfo.Types.URI { Value = "/etc/passwd" });
            var launching = subject.Launch(launch);
            await bench.World.Delay(TimeSpan.FromSeconds(30));
            var waiting = subject.Wait("c1");
            await subject.Destroy("c1");
            Assert.That((await waiting).Message, Is.EqualTo("Container destroyed while fetching"));
            Assert.That(await FaithfulBench.FailureOf(launching), Is.EqualTo("Container was destroyed while launching"));
        });
        Assert.That(bench.World.Processes.Any(process => process.Arguments is ["docker", ..] || process.Arguments[0].EndsWith("fetcher", StringComparison.Ordinal)), Is.False);
    }

    [Test]
    public void A_destroy_while_pulling_ends_the_container_at_once()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            var launching = subject.Launch(bench.LaunchOf("c1", image: "registry.test/box"));
            await bench.World.Delay(TimeSpan.FromSeconds(30));
            var waiting = subject.Wait("c1");
            await subject.Destroy("c1");
            var end = await waiting;
            Assert.That((end.Killed, end.Message, end.HasStatus), Is.EqualTo((true, "Container destroyed while pulling image", false)));
            Assert.That(await FaithfulBench.FailureOf(launching), Is.EqualTo("Container was destroyed while pulling image"));
        });
        Assert.That(bench.Containers, Is.Empty);
    }

    [Test]
    public void A_destroyed_container_gets_no_TERM()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            await subject.Launch(bench.LaunchOf("c1", "trap 'exit 0' TERM; sleep 1000 & wait"));
            await bench.World.Delay(TimeSpan.FromSeconds(5));
            await subject.Destroy("c1");
            await subject.Destroy("c1");
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message, end.Status), Is.EqualTo((true, "Container killed", 0)));
        });
        Assert.That(bench.Told[^1], Is.EqualTo("TaskFailed Command exited with status 137"));
        Assert.That(bench.Containers, Is.Empty);
    }

    [Test]
    public void A_launch_that_breaks_off_after_the_run_waits_for_ever_and_cannot_be_destroyed()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            var launch = await bench.Checkpointed("c1");
            // A folder where the pid is to be written: the write fails.
            bench.Docker.Machine.Disk.Files.CreateFolder(bench.Checkpoints.Paths.Run("S1", "F1", "task-c1", "c1").ForkedPid);
            Assert.That(await FaithfulBench.FailureOf(subject.Launch(launch)), Does.StartWith("Could not checkpoint executor's pid"));
            var waiting = subject.Wait("c1");
            await subject.Destroy("c1");
            Assert.That(await bench.IsOpen(waiting), Is.True);
        });
        Assert.That(bench.Containers, Is.EqualTo(new[] { "mesos-c1 running" }));
    }

    [Test]
    public void Without_that_switch_the_same_container_is_destroyed()
    {
        var bench = new FaithfulBench();
        bench.Switch(release => release with { HangsOnIncompleteLaunch = false });
        bench.RunAgent(async subject =>
        {
            var launch = await bench.Checkpointed("c1");
            bench.Docker.Machine.Disk.Files.CreateFolder(bench.Checkpoints.Paths.Run("S1", "F1", "task-c1", "c1").ForkedPid);
            await FaithfulBench.FailureOf(subject.Launch(launch));
            Assert.That(await bench.IsOpen(bench.World.Delay(TimeSpan.FromSeconds(1))), Is.False);
        });
        Assert.That(bench.Containers, Is.Empty);
    }

    [Test]
    public void A_stop_gives_TERM_its_time_and_a_delayed_removal_comes_later()
    {
        var bench = new FaithfulBench();
        bench.Switch(release => release with { Stop = Conformance.Containerizer.StopMode.Stop, RemovalDelay = TimeSpan.FromHours(6) });
        bench.RunAgent(async subject =>
        {
            await subject.Launch(bench.LaunchOf("c1", "trap 'exit 4' TERM; sleep 1000 & wait"));
            await bench.World.Delay(TimeSpan.FromSeconds(5));
            await subject.Destroy("c1");
            await subject.Wait("c1");
            Assert.That(bench.Told[^1], Is.EqualTo("TaskFailed Command exited with status 4"));
            Assert.That(bench.Containers, Is.EqualTo(new[] { "mesos-c1 exited" }));
            await bench.World.Delay(TimeSpan.FromHours(7));
            Assert.That(bench.Containers, Is.Empty);
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Usage_is_the_containers_own_by_processes_or_by_control_groups(bool fromCgroups)
    {
        var bench = new FaithfulBench();
        bench.Switch(release => release with { UsageFromCgroups = fromCgroups });
        bench.RunAgent(async subject =>
        {
            await subject.Launch(bench.LaunchOf("c1"));
            await bench.World.Delay(TimeSpan.FromSeconds(1000));
            var usage = await subject.Usage("c1");
            Assert.That((usage.CpusUserTimeSecs + usage.CpusSystemTimeSecs, usage.CpusLimit), Is.EqualTo((10.0, 1.0)).Within(0.1));
            Assert.That(usage.HasMemAnonBytes, Is.EqualTo(fromCgroups));
        });
    }

    [Test]
    public void An_update_of_a_container_whose_process_has_gone_fails_and_usage_counts_its_tree()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            await subject.Launch(bench.LaunchOf("c1", "sleep 100"));
            await subject.Update("c1", [Bench.Scalar("cpus", 2), Bench.Scalar("mem", 128)]);
            var usage = await subject.Usage("c1");
            Assert.That((usage.CpusLimit, usage.MemLimitBytes, usage.MemRssBytes > 0), Is.EqualTo((2.0, 128ul << 20, true)));
            bench.World.Freeze(bench.Docker.Daemon.Process!);
            await bench.World.Delay(TimeSpan.FromSeconds(200));
            Assert.That(
                await FaithfulBench.FailureOf(subject.Update("c1", [Bench.Scalar("cpus", 1)])),
                Does.StartWith("Failed to determine cgroup for the 'cpu' subsystem: Failed to read /proc/"));
            Assert.That(await FaithfulBench.FailureOf(subject.Usage("c2")), Is.EqualTo("Unknown container: c2"));
        });
    }
}
