using Conformance.Containerizer;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;
using Conformance.Simulation;

namespace Conformance.Tests.Containerizer;

/// <summary>A world with a daemon, a disk and one agent at a time whose containerizer is under test.</summary>
internal sealed class Bench
{
    public Bench(ulong seed = 1)
    {
        World = new World(seed, Instant.From(new DateTimeOffset(2014, 9, 1, 0, 0, 0, TimeSpan.Zero)));
        Machine = new SimulatedMachine(World);
        Daemon = new TestDaemon(World, Machine);
        Options = new ContainerizerOptions
        {
            WorkFolder = "/work",
            SlaveId = "S1",
            SlavePid = "slave(1)@127.0.0.1:5051",
            Installation = "here",
        };
    }

    public World World { get; }

    public SimulatedMachine Machine { get; }

    public TestDaemon Daemon { get; }

    public ContainerizerOptions Options { get; set; }

    public Profile Profile { get; set; } = Profile.Strict;

    public AgentCheckpoints Checkpoints => new(Machine.Disk, new AgentPaths(Options.WorkFolder));

    /// <summary>The agent that runs now.</summary>
    public SimProcess? Agent { get; private set; }

    /// <summary>Runs the body as an agent until it ends or is killed; fails with its failure.</summary>
    public void RunAgent(Func<DockerContainerizer, Task> body, double limitSeconds = 3600)
    {
        Agent = World.Start("agent", async _ =>
        {
            await body(new DockerContainerizer(Machine, new TestDocker(Daemon), Options, Profile));
            return 0;
        });
        var outcome = World.Run(() => !Agent.IsAlive, World.Now + TimeSpan.FromSeconds(limitSeconds));
        if (Agent.Failure is { } failure)
            Assert.Fail(failure.ToString());
        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Finished), outcome.Detail);
    }

    /// <summary>Kills the agent from whoever runs now.</summary>
    public void KillAgent() => World.Kill(Agent!, Signals.Kill, withChildren: false);

    public Task Sleep(double seconds) => World.Delay(TimeSpan.FromSeconds(seconds));

    public static Launch LaunchOf(string id, string script = "sleep 1000", string image = "busybox", bool checkpoint = true) => new()
    {
        ContainerId = new ContainerID { Value = id },
        Directory = new AgentPaths("/work").Run("S1", "F1", "task-" + id, id).Sandbox,
        SlaveId = new SlaveID { Value = "S1" },
        SlavePid = "slave(1)@127.0.0.1:5051",
        Checkpoint = checkpoint,
        TaskInfo = new TaskInfo
        {
            Name = id,
            TaskId = new TaskID { Value = "task-" + id },
            SlaveId = new SlaveID { Value = "S1" },
            Resources = { Scalar("cpus", 1), Scalar("mem", 64) },
            Container = new ContainerInfo { Type = ContainerInfo.Types.Type.Docker, Docker = new() { Image = image } },
            Command = new CommandInfo { Value = script },
        },
        ExecutorInfo = new ExecutorInfo
        {
            ExecutorId = new ExecutorID { Value = "task-" + id },
            FrameworkId = new FrameworkID { Value = "F1" },
            Command = new CommandInfo { Value = "/usr/libexec/mesos/mesos-executor" },
        },
    };

    /// <summary>What an agent checkpoints before it launches.</summary>
    public async Task Checkpoint(Launch launch)
    {
        await Checkpoints.WriteSlave(new SlaveInfo { Hostname = "host", Id = launch.SlaveId });
        await Checkpoints.WriteExecutor("S1", launch.ExecutorInfo, launch.ContainerId.Value);
    }

    public string? ReadText(string path) =>
        Machine.Disk.Files.Read(path) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    public static Resource Scalar(string name, double value) =>
        new() { Name = name, Type = Value.Types.Type.Scalar, Scalar = new Value.Types.Scalar { Value = value } };
}
