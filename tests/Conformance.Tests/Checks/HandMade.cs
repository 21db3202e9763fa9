using Conformance.Docker;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

/// <summary>Histories written by hand, a second a line unless told otherwise: what a check is shown.</summary>
internal sealed class HandMade
{
    public const string WebId = "11111111-2222-4333-8444-555555555555";
    public const string DockerId = "aaaaaaaaaaaabbbbbbbbbbbbccccccccccccddddddddddddeeeeeeeeeeee0000";
    public const string DockerName = "mesos-" + WebId;

    private readonly History history;
    private readonly List<RealContainer> containers = [];
    private readonly List<string> children = [];
    private readonly Dictionary<string, SandboxOutput> sandboxes = [];
    private int calls;

    public HandMade() => history = new History(() => Now);

    public Instant Now { get; private set; } = new(1_000_000_000_000);

    public Scenario Scenario { get; set; } = new()
    {
        Title = "hand-made",
        File = "hand-made.yaml",
        Requirements = [],
        Steps = [],
        Images = [new ImageSettings { Name = "app", Cmd = ["true"] }],
    };

    public string Profile { get; set; } = "strict";

    public static Launch WebLaunch(string? value = null, bool shell = false, string image = "app") => new()
    {
        ContainerId = new ContainerID { Value = WebId },
        TaskInfo = new TaskInfo
        {
            Name = "web",
            TaskId = new TaskID { Value = "web" },
            SlaveId = new SlaveID { Value = "S" },
            Command = value is null ? new CommandInfo { Shell = shell } : new CommandInfo { Shell = shell, Value = value },
            Container = new ContainerInfo
            {
                Type = ContainerInfo.Types.Type.Docker,
                Docker = new ContainerInfo.Types.DockerInfo { Image = image },
            },
        },
        Directory = "/sandbox",
    };

    /// <summary>A launch on the executor path: no task, an executor with a container.</summary>
    public static Launch ExecutorLaunch(string image = "app") => new()
    {
        ContainerId = new ContainerID { Value = WebId },
        ExecutorInfo = new ExecutorInfo
        {
            ExecutorId = new ExecutorID { Value = "web-executor" },
            FrameworkId = new FrameworkID { Value = "F" },
            Command = new CommandInfo { Shell = false },
            Container = new ContainerInfo
            {
                Type = ContainerInfo.Types.Type.Docker,
                Docker = new ContainerInfo.Types.DockerInfo { Image = image },
            },
        },
        SlaveId = new SlaveID { Value = "S" },
        SlavePid = "slave(1)@127.0.0.1:5051",
        Directory = "/sandbox",
        Checkpoint = true,
    };

    public HandMade Line(EventData data, string actor = "hand")
    {
        Now += TimeSpan.FromSeconds(1);
        history.Add(actor, data);
        return this;
    }

    public HandMade Later(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public HandMade Asked(Launch? launch = null) => Line(new TaskAsked("web", WebId, launch ?? WebLaunch()));

    public int Made(string method, string? id = WebId)
    {
        Line(new CallMade(++calls, method, id));
        return calls;
    }

    public HandMade Answered(int call, string method, Func<CallAnswered, CallAnswered>? more = null, string? failure = null)
    {
        var answer = new CallAnswered(call, method, WebId, failure);
        return Line(more is null ? answer : more(answer));
    }

    public HandMade Launched() => Answered(Made("launch"), "launch", answer => answer with { Launched = true });

    public HandMade Terminated(bool killed = false, int? status = 0, string message = "over") =>
        Answered(Made("wait"), "wait", answer => answer with { Termination = Termination(killed, status, message) });

    public HandMade Created(string id = DockerId, string name = DockerName, IReadOnlyList<string>? command = null, ContainerSpec? spec = null) =>
        Line(new ContainerCreated(id, name, spec ?? Spec(), command ?? ["true"]));

    public HandMade Started(string id = DockerId, string name = DockerName) => Line(new ContainerStarted(id, name, 100));

    public HandMade Exited(int code = 0, string id = DockerId, string name = DockerName) => Line(new ContainerExited(id, name, code, false));

    public HandMade Removed(string id = DockerId, string name = DockerName) => Line(new ContainerRemoved(id, name));

    public HandMade Asks(string operation, string target = DockerId) =>
        Line(new EngineReceived(1, operation, target, "agent", IsMutating: true));

    public HandMade Refuses(string operation, string outcome, string target = DockerId) =>
        Line(new EngineAnswered(1, operation, target, outcome));

    public HandMade Destroyed() => Answered(Made("destroy"), "destroy");

    public HandMade Updated(IReadOnlyList<Resource> resources, string? failure = null)
    {
        Line(new CallMade(++calls, "update", WebId) { Resources = resources });
        return Answered(calls, "update", failure: failure);
    }

    public HandMade Measured(CgroupFigures figures, string id = DockerId) => Line(new ContainerMeasured(id, figures));

    public HandMade HeardOfExecutor() => Line(new ExecutorHeard(WebId, "RegisterExecutorMessage", "executor(1)@127.0.0.1:32768", null));

    public HandMade Reported(TaskState state) => Line(new TaskReported(WebId, state, ""));

    public HandMade Left(
        string status = "running", int processes = 1, string id = DockerId, string name = DockerName, bool foreign = false, CgroupFigures? figures = null)
    {
        containers.Add(new RealContainer(id, name, status, processes, new Dictionary<string, string>(), foreign) { Figures = figures });
        return this;
    }

    public HandMade ChildLeft(string commandLine)
    {
        children.Add(commandLine);
        return this;
    }

    public HandMade Sandbox(string stdout)
    {
        sandboxes[WebId] = new SandboxOutput(System.Text.Encoding.UTF8.GetBytes(stdout), []);
        return this;
    }

    /// <summary>Changes the rest of the ground truth.</summary>
    public Func<GroundTruth, GroundTruth> Truth { get; set; } = truth => truth;

    public RunRecord Record() =>
        new(Scenario, history.Events, Truth(new GroundTruth(containers, children, sandboxes))) { Profile = Profile };

    /// <summary>How many things a check judges, and how many violations it finds.</summary>
    public (int Judged, int Violations) JudgedBy<T>()
        where T : ICheck, new()
    {
        var result = new T().Judge(Record());
        return (result.Judged, result.Violations.Count);
    }

    public static IReadOnlyList<Resource> Resources(double cpus, double megabytes) => [Scalar("cpus", cpus), Scalar("mem", megabytes)];

    private static Resource Scalar(string name, double value) =>
        new() { Name = name, Type = Value.Types.Type.Scalar, Scalar = new Value.Types.Scalar { Value = value } };

    /// <summary>A task that ran, ended with 0 and was removed.</summary>
    public static HandMade GoodRun() => new HandMade().Line(new AgentStarted(1, "S")).Asked().Created().Started().Launched()
        .Exited().Removed().Terminated().Reported(TaskState.TaskFinished);

    public static ContainerSpec Spec(IReadOnlyList<string>? env = null) => new()
    {
        Image = "app",
        Env = env ?? ["MESOS_SANDBOX=/mnt/mesos/sandbox"],
        HostConfig = new HostConfig { Binds = ["/sandbox:/mnt/mesos/sandbox"], NetworkMode = "host" },
    };

    public static Termination Termination(bool killed, int? status, string message)
    {
        var termination = new Termination { Killed = killed, Message = message };
        if (status is { } value)
            termination.Status = value;
        return termination;
    }
}
