using Conformance.Containerizer;
using Conformance.Docker;

namespace Conformance.Tests.Containerizer;

/// <summary>The executors of old releases: who ends what, and when.</summary>
public class FaithfulExecutorTests
{
    [Test]
    public void A_kill_by_the_executor_is_told_while_the_container_still_runs()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            var launch = bench.LaunchOf("c1", "trap '' TERM; sleep 100000");
            await subject.Launch(launch);
            await bench.World.Delay(TimeSpan.FromSeconds(5));
            await bench.Desk!.Kill(launch);
            while (bench.Told.Count < 2)
                await bench.World.Delay(TimeSpan.FromMilliseconds(10));
            Assert.That(bench.Told[^1], Does.StartWith("TaskKilled"));
            Assert.That(bench.Containers, Is.EqualTo(new[] { "mesos-c1 running" }));
            await subject.Wait("c1");
        });
        Assert.That(bench.Containers, Is.Empty);
    }

    [Test]
    public void An_executor_without_its_task_keeps_a_destroyed_container_waiting_for_ever()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            var launch = bench.LaunchOf("c1");
            bench.Forget(launch);
            await subject.Launch(launch);
            await bench.World.Delay(TimeSpan.FromSeconds(5));
            var waiting = subject.Wait("c1");
            await subject.Destroy("c1");
            Assert.That(await bench.IsOpen(waiting), Is.True);
        });
        Assert.That(bench.Containers, Is.Empty);
    }

    [Test]
    public void The_docker_executor_runs_the_container_and_its_output_and_code_arrive()
    {
        var bench = new FaithfulBench { Profile = Profile.Mesos0230 };
        bench.RunAgent(async subject =>
        {
            var launch = bench.LaunchOf("c1", "echo one; sleep 5; exit 7");
            await subject.Launch(launch);
            await bench.World.Delay(TimeSpan.FromSeconds(3));
            Assert.That(bench.Containers, Is.EqualTo(new[] { "mesos-S1.c1 running" }));
            await subject.Wait("c1");
            Assert.That(bench.Docker.Machine.Disk.Files.Read(launch.Directory + "/stdout"), Is.EqualTo("one\n"u8.ToArray()));
        });
        Assert.That(bench.Told, Is.EqualTo(new[] { "TaskRunning", "TaskFailed Docker container run error: Container exited on error: exited with status 7" }));
        Assert.That(bench.Containers, Is.EqualTo(new[] { "mesos-S1.c1 exited" }), "Its removal is hours away.");
    }

    [Test]
    public void A_kill_of_the_docker_executor_stops_the_container_and_then_says_so()
    {
        var bench = new FaithfulBench { Profile = Profile.Mesos0230 };
        bench.RunAgent(async subject =>
        {
            var launch = bench.LaunchOf("c1", "trap 'exit 0' TERM; sleep 100000 & wait");
            await subject.Launch(launch);
            await bench.World.Delay(TimeSpan.FromSeconds(3));
            await bench.Desk!.Kill(launch);
            await subject.Wait("c1");
        });
        Assert.That(bench.Told, Is.EqualTo(new[] { "TaskRunning", "TaskKilled" }));
        Assert.That(bench.Containers, Is.EqualTo(new[] { "mesos-S1.c1 exited" }));
    }

    [Test]
    public void The_docker_executor_says_with_the_start_what_inspect_has_shown_and_nothing_with_the_end()
    {
        var bench = new FaithfulBench { Profile = Profile.Mesos0230 };
        bench.RunAgent(async subject =>
        {
            await subject.Launch(bench.LaunchOf("c1", "sleep 5"));
            await subject.Wait("c1");
        });
        var data = bench.Desk!.Data;
        Assert.That((bench.Told.Count, data.Count, data[1]), Is.EqualTo((2, 2, (byte[]?)null)));
        var shown = EngineJson.ReadInspect(data[0]!);
        Assert.That((shown.Name, shown.State.Running), Is.EqualTo(("/mesos-S1.c1", true)));
    }

    [Test]
    public void A_docker_executor_that_dies_leaves_its_container_running()
    {
        var bench = new FaithfulBench { Profile = Profile.Mesos0230 };
        bench.RunAgent(async subject =>
        {
            await subject.Launch(bench.LaunchOf("c1"));
            await bench.World.Delay(TimeSpan.FromSeconds(3));
            var executor = bench.World.Processes.Single(process => process.Arguments[0].EndsWith("/mesos-docker-executor", StringComparison.Ordinal));
            bench.World.Kill(executor, Conformance.Machine.Signals.Kill, withChildren: true);
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message), Is.EqualTo((false, "Container terminated")));
            Assert.That(bench.Containers, Is.EqualTo(new[] { "mesos-S1.c1 running" }));
            await bench.World.Delay(TimeSpan.FromHours(6.1));
            Assert.That(bench.Containers, Is.Empty);
        });
    }

    [TestCase("--docker=docker", "Missing required option --container")]
    [TestCase("--container=c --docker=docker --sandbox_directory=/s --mapped_directory=/m --stop_timeout=soon", "'--stop_timeout' must be a duration such as 5secs")]
    public void Flags_that_are_missing_or_wrong_are_named(string words, string complaint) =>
        Assert.That(Assert.Throws<FormatException>(() => DockerExecutorFlags.Parse(words.Split(' ')))!.Message, Is.EqualTo(complaint));

    [Test]
    public void Flags_are_read_back_as_they_were_written()
    {
        var flags = new DockerExecutorFlags("c", "docker", "unix:///d.sock", "/s", "/m", TimeSpan.FromSeconds(90));
        Assert.That(DockerExecutorFlags.Parse(flags.Words), Is.EqualTo(flags));
    }
}
