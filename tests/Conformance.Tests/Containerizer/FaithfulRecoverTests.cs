using Conformance.Containerizer;
using Conformance.Mesos;

namespace Conformance.Tests.Containerizer;

/// <summary>Recovery and the follower of output as Mesos 0.20 had them.</summary>
public class FaithfulRecoverTests
{
    [Test]
    public void A_recovered_container_runs_on_and_its_status_is_never_known()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject => await subject.Launch(await bench.Checkpointed("c1", "sleep 50; exit 3")));
        bench.RunAgent(async subject =>
        {
            await subject.Recover(await bench.Checkpoints.Read());
            Assert.That(await subject.Containers(), Is.EqualTo(new[] { "c1" }));
            var end = await subject.Wait("c1");
            Assert.That((end.Killed, end.Message, end.HasStatus), Is.EqualTo((false, "Container terminated", false)));
        });
        Assert.That(bench.Containers, Is.Empty);
    }

    [Test]
    public void Whatever_is_called_mesos_is_killed_when_no_checkpoint_has_it()
    {
        var bench = new FaithfulBench();
        bench.Docker.Run("run", "-d", "--net", "host", "--name", "mesos-notes", "busybox", "sleep", "1000");
        bench.Docker.Run("run", "-d", "--net", "host", "--name", "notes", "busybox", "sleep", "1000");
        bench.RunAgent(async subject =>
        {
            await subject.Recover(null);
            await bench.World.Delay(TimeSpan.FromMinutes(1));
        });
        Assert.That(bench.Containers, Is.EqualTo(new[] { "notes running" }));
    }

    [TestCase(true, "mesos-S1.c1 running")]
    [TestCase(false, "")]
    public void By_the_slaves_prefix_a_lost_state_leaves_everything_and_a_kept_one_only_what_others_made(bool isLost, string left)
    {
        var bench = new FaithfulBench();
        bench.Switch(release => release with { Names = NameScheme.SlaveAndContainerId, Orphans = OrphanPolicy.SlavePrefix });
        bench.Docker.Run("run", "-d", "--net", "host", "--name", "mesos-notes", "busybox", "sleep", "1000");
        bench.Docker.Run("run", "-d", "--net", "host", "--name", "mesos-S1.c1", "busybox", "sleep", "1000");
        bench.RunAgent(async subject =>
        {
            await subject.Recover(isLost ? null : new SlaveState("S1", []));
            await bench.World.Delay(TimeSpan.FromMinutes(1));
        });
        Assert.That(bench.Containers, Is.EquivalentTo(new[] { "mesos-notes running", left }.Where(name => name.Length > 0)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void An_executor_of_another_containerizer_is_adopted_unless_only_own_ones_are(bool isFiltered)
    {
        var bench = new FaithfulBench();
        bench.Switch(release => release with { AdoptsOnlyDocker = isFiltered });
        bench.RunAgent(async subject =>
        {
            var launch = await bench.Checkpointed("c1");
            await bench.Checkpoints.WriteForkedPid(bench.Checkpoints.Paths.Run("S1", "F1", launch.ExecutorInfo.ExecutorId.Value, "c1"), 1);
            await subject.Recover(await bench.Checkpoints.Read());
            Assert.That(await subject.Containers(), Is.EqualTo(isFiltered ? [] : new[] { "c1" }));
        });
    }

    [Test]
    public void Two_executors_with_one_pid_end_the_recovery()
    {
        var bench = new FaithfulBench();
        bench.RunAgent(async subject =>
        {
            foreach (var id in (string[])["c1", "c2"])
            {
                await bench.Checkpointed(id);
                await bench.Checkpoints.WriteForkedPid(bench.Checkpoints.Paths.Run("S1", "F1", "task-" + id, id), 1);
            }

            Assert.That(
                await FaithfulBench.FailureOf(subject.Recover(await bench.Checkpoints.Read())),
                Is.EqualTo("Detected duplicate pid 1 for container c2"));
        });
    }

    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public void The_follower_of_a_container_that_does_not_end_is_ended_only_from_0_21_on(bool isMended, int left)
    {
        var bench = new FaithfulBench();
        bench.Switch(release => release with { EndsLogFollower = isMended });
        bench.RunAgent(async subject =>
        {
            await subject.Launch(bench.LaunchOf("c1", "sleep 1000"));
            await bench.World.Delay(TimeSpan.FromSeconds(5));
            // The script's own wait ends; the daemon keeps the logs open.
            var wait = bench.World.Processes.Single(process => process.Arguments is ["docker", "wait", ..] && process.Parent!.Arguments[2].StartsWith("logs", StringComparison.Ordinal));
            bench.World.Kill(wait, Conformance.Machine.Signals.Kill, withChildren: false);
            await bench.World.Delay(TimeSpan.FromMinutes(1));
        });
        Assert.That(bench.World.Processes.Count(process => process.Arguments is ["docker", "logs", ..]), Is.EqualTo(left));
    }
}
