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

    public HandMade Line(EventData data)
    {
        Now += TimeSpan.FromSeconds(1);
        history.Add("hand", data);
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

    public HandMade Reported(TaskState state) => Line(new TaskReported(WebId, state, ""));

    public HandMade Left(string status = "running", int processes = 1, string id = DockerId, string name = DockerName, bool foreign = false)
    {
        containers.Add(new RealContainer(id, name, status, processes, new Dictionary<string, string>(), foreign));
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

    public RunRecord Record() => new(Scenario, history.Events, new GroundTruth(containers, children, sandboxes)) { Profile = Profile };

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
