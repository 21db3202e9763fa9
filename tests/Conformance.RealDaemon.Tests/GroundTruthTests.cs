using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

public class GroundTruthTests
{
    [Test]
    public async Task Containers_are_seen_with_state_labels_and_living_processes()
    {
        var daemon = SharedDaemon.Require();
        using var truth = new RealGroundTruth(daemon.Address);
        await DockerProgram.Run(daemon.Address, "run", "-d", "--name", "truth-run", "--label", "k=v", "--net=host", "box", "sh", "-c", "sleep 1000 & sleep 1000");
        await DockerProgram.Run(daemon.Address, "create", "--name", "truth-new", "box");
        var found = (await truth.Containers()).Where(container => container.Name.StartsWith("truth-", StringComparison.Ordinal)).ToList();
        Assert.That(found.Select(container => (container.Name, container.Status)), Is.EqualTo(new[] { ("truth-new", "created"), ("truth-run", "running") }));
        Assert.That(found[0].LiveProcesses, Is.Zero);
        Assert.That(found[1].LiveProcesses, Is.GreaterThanOrEqualTo(2));
        Assert.That(found[1].Labels["k"], Is.EqualTo("v"));
        await DockerProgram.Run(daemon.Address, "rm", "-f", "truth-run", "truth-new");
    }

    [Test]
    public async Task The_life_of_a_container_is_written_down_past_the_proxy()
    {
        var daemon = SharedDaemon.Require();
        using var truth = new RealGroundTruth(daemon.Address);
        var history = new History(() => Instant.Epoch);
        await using var follower = await ContainerFollower.Start(truth.Engine, history);
        await DockerProgram.Run(daemon.Address, "run", "-d", "--name", "life", "--net=host", "box", "sh", "-c", "trap 'exit 6' TERM; while :; do sleep 0.1; done");
        await follower.CatchUp();
        await DockerProgram.Run(daemon.Address, "stop", "-t", "20", "life");
        await DockerProgram.Run(daemon.Address, "rm", "life");
        await follower.CatchUp();
        var lines = history.Events.Select(line => line.Data).Where(data => data.Describe().StartsWith("life", StringComparison.Ordinal)).ToList();
        Assert.That(lines.Select(line => line.Kind), Is.EqualTo(new[]
        {
            "container.created", "container.started", "container.signalled", "container.exited", "container.removed",
        }));
        Assert.That(((ContainerCreated)lines[0]).CommandLine.Take(2), Is.EqualTo(new[] { "sh", "-c" }));
        Assert.That(((ContainerStarted)lines[1]).Pid, Is.GreaterThan(1));
        Assert.That(((ContainerSignalled)lines[2]).Signal, Is.EqualTo(Signals.Term));
        Assert.That(((ContainerExited)lines[3]).ExitCode, Is.EqualTo(6));
    }
}
