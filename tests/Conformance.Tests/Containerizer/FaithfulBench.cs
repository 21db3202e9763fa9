using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Harness.Subjects;
using Conformance.Mesos;
using Conformance.Mesos.Messages;
using Conformance.Simulation;
using Conformance.Tests.FakeDocker.Cli;

namespace Conformance.Tests.Containerizer;

/// <summary>A faithful containerizer over docker programs, a whole fake daemon and the host's shell.</summary>
internal sealed class FaithfulBench
{
    private readonly Dictionary<string, Launch> launches = new(StringComparer.Ordinal);

    /// <summary>With an image <c>busybox</c> in the daemon and in its registry.</summary>
    public FaithfulBench()
    {
        Docker.Host.Registry.Add(new RegistryImage { Reference = "registry.test/box", PullTime = TimeSpan.FromMinutes(10), Layers = [new RegistryLayer("1a", 1 << 20)] });
        ExecutorProgram.Install(Docker.Machine);
    }

    public SimulatedDocker Docker { get; } = new();

    public World World => Docker.World;

    public Profile Profile { get; set; } = Profile.Mesos0201;

    public ContainerizerOptions Options { get; set; } = new()
    {
        WorkFolder = "/var/lib/mesos",
        SlaveId = "S1",
        SlavePid = "slave(1)@127.0.0.1:5051",
        Installation = "here",
    };

    public AgentCheckpoints Checkpoints => new(Docker.Machine.Disk, new AgentPaths(Options.WorkFolder));

    /// <summary>What there is at the daemon: name and state.</summary>
    public IReadOnlyList<string> Containers => [.. Docker.Host.Truth.Containers.Select(container => $"{container.Name} {container.Status}")];

    /// <summary>Runs the body as an agent until it ends; fails with its failure.</summary>
    public void RunAgent(Func<IContainerizer, Task> body)
    {
        var agent = World.Start("agent", async _ =>
        {
            var docker = new CliDocker(Docker.Machine, new DockerArguments());
            using var desk = await ObligingDesk.Open(Docker.Machine, Options.SlavePid, launches, Told);
            Desk = desk;
            await body(ContainerizerFactory.Create(Docker.Machine, docker, Options, Profile));
            return 0;
        });
        var outcome = World.Run(() => !agent.IsAlive, World.Now + TimeSpan.FromHours(23));
        if (agent.Failure is { } failure)
            Assert.Fail(failure.ToString());
        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Finished), outcome.Detail);
    }

    /// <summary>What executors told, such as <c>TaskFinished Command exited with status 0</c>, over all agents.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The agent's face to executors, while one runs.</summary>
    public ObligingDesk? Desk { get; private set; }

    /// <summary>Changes a switch.</summary>
    public void Switch(Func<Release, Release> change) => Profile = Profile with { Release = change(Profile.Release!) };

    /// <summary>A launch below this bench's folder; its executor gets the task when it registers.</summary>
    public Launch LaunchOf(string id, string script = "sleep 100000", string image = "busybox")
    {
        var launch = Bench.LaunchOf(id, script, image);
        launch.Directory = new AgentPaths("/var/lib/mesos").Run("S1", "F1", "task-" + id, id).Sandbox;
        launches[launch.ExecutorInfo.ExecutorId.Value] = launch;
        return launch;
    }

    /// <summary>The executor of a launch will get no task.</summary>
    public void Forget(Launch launch) => launches.Remove(launch.ExecutorInfo.ExecutorId.Value);

    /// <summary>As <see cref="LaunchOf"/>, with the agent's checkpoints.</summary>
    public async Task<Launch> Checkpointed(string id, string script = "sleep 100000")
    {
        var launch = LaunchOf(id, script);
        await Checkpoints.WriteSlave(new SlaveInfo { Hostname = "host", Id = launch.SlaveId });
        await Checkpoints.WriteExecutor("S1", launch.ExecutorInfo, id);
        return launch;
    }

    /// <summary>Whether the task is still waited for after some time.</summary>
    public async Task<bool> IsOpen(Task task)
    {
        await World.Delay(TimeSpan.FromMinutes(30));
        return !task.IsCompleted;
    }

    /// <summary>The message with which a call fails.</summary>
    public static async Task<string> FailureOf(Task call)
    {
        try
        {
            await call;
        }
        catch (ContainerizerException exception)
        {
            return exception.Message;
        }

        return "no failure";
    }
}
