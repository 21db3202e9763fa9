using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.RealDaemon.Tests;

/// <summary>Whoever holds the id of a task finds its container with <c>docker ps</c>, and from the container back to the task.</summary>
[TestFixture("programs"), TestFixture("api")]
public class MatchingTests(string way)
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(2);
    private static readonly LocalMachine Host = new();

    [Test]
    public async Task A_task_s_ids_lead_to_its_container_and_back()
    {
        var daemon = SharedDaemon.Require();
        IDocker docker = way == "api"
            ? new ApiDocker(new HttpDockerEngine(EngineTransport.CreateInvoker(daemon.Address)), Host)
            : new CliDocker(Host, new DockerArguments("docker", daemon.Address.Text));
        var id = await docker.Run(Spec("a"), Ample);
        var other = await docker.Run(Spec("b"), Ample);
        foreach (var (label, value) in Ids("a"))
        {
            var found = await DockerProgram.Run(daemon.Address, "ps", "--no-trunc", "--quiet", "--filter", $"label={label}={value}");
            Assert.That(found.Output.Trim(), Is.EqualTo(id), label);
        }

        var labels = await DockerProgram.Run(daemon.Address, "inspect", "--format", "{{index .Config.Labels \"org.apache.mesos.task-id\"}} {{json .Config.Env}}", id);
        Assert.That(labels.Output, Does.StartWith(Task("a") + " ").And.Contain($"\"MESOS_TASK_ID={Task("a")}\""));
        foreach (var container in new[] { id, other })
            await docker.Remove(container, force: true, volumes: true, Ample);
    }

    private string Task(string name) => $"task-{name}-{way}";

    private IEnumerable<(string Label, string Value)> Ids(string name) =>
    [
        (ContainerLabels.TaskId, Task(name)),
        (ContainerLabels.ExecutorId, Task(name)),
        (ContainerLabels.ContainerId, "container-" + Task(name)),
    ];

    private RunSpec Spec(string name)
    {
        var launch = new Launch
        {
            ContainerId = new ContainerID { Value = "container-" + Task(name) },
            Directory = Path.GetTempPath(),
            SlaveId = new SlaveID { Value = "S" },
            TaskInfo = new TaskInfo
            {
                Name = name,
                TaskId = new TaskID { Value = Task(name) },
                SlaveId = new SlaveID { Value = "S" },
                Container = new ContainerInfo { Type = ContainerInfo.Types.Type.Docker, Docker = new() { Image = "box" } },
                Command = new CommandInfo { Value = "sleep 1000" },
            },
            ExecutorInfo = new ExecutorInfo
            {
                ExecutorId = new ExecutorID { Value = Task(name) },
                FrameworkId = new FrameworkID { Value = "F" },
                Command = new CommandInfo { Value = "executor" },
            },
        };
        var options = new ContainerizerOptions { WorkFolder = "/work", SlaveId = "S", SlavePid = "slave(1)@127.0.0.1:5051", Installation = "matching" };
        return MesosCommandLine.Build(launch, launch.Directory, options, Profile.Strict);
    }
}
