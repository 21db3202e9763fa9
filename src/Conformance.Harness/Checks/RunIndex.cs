using Conformance.Docker;
using Conformance.Faults;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>
/// A history sorted for checks in one pass: tasks with their calls and containers, foreign containers, lives of the agents.
/// A Docker container belongs to the task whose Mesos id is part of its name: the ids are UUIDs, so nothing else can match.
/// </summary>
public sealed class RunIndex
{
    private readonly Dictionary<string, TaskView> tasksById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContainerView> containersById = new(StringComparer.Ordinal);
    private readonly Dictionary<int, CallView> callsByNumber = [];
    private readonly List<TaskView> tasks = [];
    private readonly List<ContainerView> containers = [];
    private readonly List<CallView> calls = [];
    private readonly List<HistoryEvent> starts = [];
    private readonly List<HistoryEvent> deaths = [];
    private readonly List<HistoryEvent> requests = [];
    private readonly List<HistoryEvent> acts = [];
    private readonly List<HistoryEvent> faults = [];
    private readonly Dictionary<int, string> agents = [];
    private readonly List<(int Pid, int Sequence, string Agent)> programs = [];

    private RunIndex()
    {
    }

    /// <summary>All tasks, in the order in which they were asked.</summary>
    public IReadOnlyList<TaskView> Tasks => tasks;

    /// <summary>All containers that ever were, in the order of their creation.</summary>
    public IReadOnlyList<ContainerView> Containers => containers;

    /// <summary>All calls of all agents, in order.</summary>
    public IReadOnlyList<CallView> Calls => calls;

    /// <summary>Lines of <see cref="AgentStarted"/>, of all agents.</summary>
    public IReadOnlyList<HistoryEvent> Starts => starts;

    /// <summary>Lines of <see cref="AgentDied"/>, of all agents.</summary>
    public IReadOnlyList<HistoryEvent> Deaths => deaths;

    /// <summary>Lines of <see cref="AgentDied"/> of one agent.</summary>
    public IEnumerable<HistoryEvent> DeathsOf(string agent) => deaths.Where(line => ((AgentDied)line.Data).Agent == agent);

    /// <summary>Lines of mutating <see cref="EngineReceived"/>.</summary>
    public IReadOnlyList<HistoryEvent> MutatingRequests => requests;

    /// <summary>Lines of <see cref="ProcessSignalled"/> and <see cref="CgroupWritten"/>: what somebody did to the host past the daemon.</summary>
    public IReadOnlyList<HistoryEvent> HostActs => acts;

    /// <summary>What went wrong or was done by others: lines of <see cref="FaultFired"/>, <see cref="HandActed"/> and <see cref="DaemonEnded"/>.</summary>
    public IReadOnlyList<HistoryEvent> Faults => faults;

    /// <summary>Whether this pid belongs to a program that this agent, or a program of it, had started before this line.</summary>
    public bool StartedByAgent(string agent, int pid, int sequence)
    {
        foreach (var program in programs)
        {
            if (program.Pid == pid && program.Sequence < sequence && program.Agent == agent)
                return true;
        }

        return false;
    }

    /// <summary>The task of this scenario name; the last one asked if several; null if none was.</summary>
    public TaskView? Task(string name)
    {
        for (var position = tasks.Count - 1; position >= 0; position--)
        {
            if (tasks[position].Name == name)
                return tasks[position];
        }

        return null;
    }

    /// <summary>The container with this Docker id, or null.</summary>
    public ContainerView? Container(string id) => containersById.GetValueOrDefault(id);

    /// <summary>The task whose container a Docker name, or any other text with its Mesos id, is about; null if none.</summary>
    public TaskView? Owner(string text)
    {
        foreach (var task in tasks)
        {
            if (text.Contains(task.ContainerId, StringComparison.Ordinal))
                return task;
        }

        return null;
    }

    /// <summary>The task whose container a command line names, by Docker name or full Docker id; null if none.</summary>
    public TaskView? OwnerOfCommand(string commandLine)
    {
        foreach (var container in containers)
        {
            if (container.Owner is { } owner && commandLine.Contains(container.Id, StringComparison.Ordinal))
                return owner;
        }

        return Owner(commandLine);
    }

    /// <summary>Sorts a history.</summary>
    public static RunIndex Of(RunRecord record)
    {
        var index = new RunIndex();
        var events = record.Events;
        for (var position = 0; position < events.Count; position++)
            index.Take(events[position], record);
        return index;
    }

    private void Take(HistoryEvent line, RunRecord record)
    {
        switch (line.Data)
        {
            case TaskAsked asked:
                var task = new TaskView(asked.Name, asked.ContainerId, line, asked.Launch, asked.Agent);
                tasks.Add(task);
                tasksById[asked.ContainerId] = task;
                break;
            case CallMade made:
                var call = new CallView(line, made);
                calls.Add(call);
                callsByNumber[made.Call] = call;
                if (made.ContainerId is not null && tasksById.TryGetValue(made.ContainerId, out var callee))
                    callee.AddCall(call);
                break;
            case CallAnswered answered when callsByNumber.TryGetValue(answered.Call, out var open):
                open.Answer(line, answered);
                break;
            case TaskReported reported when tasksById.TryGetValue(reported.ContainerId, out var teller):
                teller.AddReport(line);
                break;
            case ExecutorHeard { ContainerId: { } heard } when tasksById.TryGetValue(heard, out var executed):
                executed.HearExecutor();
                break;
            case AgentStarted:
                starts.Add(line);
                break;
            case AgentDied:
                deaths.Add(line);
                break;
            case ProcessStarted started when AgentName.Is(line.Actor):
                agents[started.Pid] = line.Actor;
                break;
            case ProcessStarted started when agents.TryGetValue(started.Parent, out var agent):
                agents[started.Pid] = agent;
                programs.Add((started.Pid, line.Sequence, agent));
                break;
            case FaultFired or HandActed or DaemonEnded:
                faults.Add(line);
                break;
            case ProcessSignalled or CgroupWritten:
                acts.Add(line);
                break;
            case EngineReceived { IsMutating: true }:
                requests.Add(line);
                break;
            case ContainerCreated created:
                TakeContainer(line, created, record);
                break;
            case ContainerStarted or ContainerExited or ContainerSignalled or ContainerRemoved or ContainerMeasured
                when line.Data.Container is { } id && containersById.TryGetValue(id, out var container):
                container.Take(line);
                break;
            default:
                break;
        }
    }

    private void TakeContainer(HistoryEvent line, ContainerCreated created, RunRecord record)
    {
        var owner = Owner(created.Name);
        var container = new ContainerView(created.Id, created.Name, IsForeign(created.Name, record), owner, line, created);
        containers.Add(container);
        containersById[created.Id] = container;
        owner?.AddContainer(container);
    }

    private bool IsForeign(string name, RunRecord record)
    {
        if (starts.Count > 0)
            return false;
        foreach (var foreign in record.Scenario.Foreign)
        {
            if (foreign.Name == name)
                return true;
        }

        return false;
    }
}
