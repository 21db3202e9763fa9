using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>All that a history says about one task of the scenario.</summary>
public sealed class TaskView(string name, string containerId, HistoryEvent asked, Launch launch, string agent = AgentName.First)
{
    private readonly List<CallView> calls = [];
    private readonly List<ContainerView> containers = [];
    private readonly List<HistoryEvent> reports = [];

    /// <summary>Name in the scenario.</summary>
    public string Name { get; } = name;

    /// <summary>Mesos container id.</summary>
    public string ContainerId { get; } = containerId;

    /// <summary>Which agent was to run it; see <see cref="AgentName"/>.</summary>
    public string Agent { get; } = agent;

    /// <summary>The line that asked for it.</summary>
    public HistoryEvent Asked { get; } = asked;

    /// <summary>What the containerizer was asked.</summary>
    public Launch Launch { get; } = launch;

    /// <summary>It was asked without a container: a process of the host, none of Docker's.</summary>
    public bool IsOnHost { get; } = launch.TaskInfo is { Container: null } && launch.ExecutorInfo?.Container is null;

    /// <summary>
    /// It has an executor of its own on the host, which has said so to the agent: then a launch answered with true means that one was
    /// started, and the status of a termination is the executor's; what the task did stands in the status updates.
    /// </summary>
    public bool HasCommandExecutor { get; private set; }

    /// <summary>Calls about it, in order.</summary>
    public IReadOnlyList<CallView> Calls => calls;

    /// <summary>Docker containers made for it, in order.</summary>
    public IReadOnlyList<ContainerView> Containers => containers;

    /// <summary>Lines of <see cref="TaskReported"/>, in order.</summary>
    public IReadOnlyList<HistoryEvent> Reports => reports;

    /// <summary>Its launch; null if the agent never came to it.</summary>
    public CallView? LaunchCall => First("launch");

    /// <summary>The first answer of wait that carries a termination, or null.</summary>
    public CallView? Terminated
    {
        get
        {
            CallView? first = null;
            foreach (var call in calls)
            {
                if (call.Answered?.Termination is not null && (first is null || call.AnswerLine!.Sequence < first.AnswerLine!.Sequence))
                    first = call;
            }

            return first;
        }
    }

    /// <summary>The first call of this method, or null.</summary>
    public CallView? First(string method)
    {
        foreach (var call in calls)
        {
            if (call.Made.Method == method)
                return call;
        }

        return null;
    }

    internal void HearExecutor() => HasCommandExecutor = Launch.TaskInfo is not null;

    internal void AddCall(CallView call) => calls.Add(call);

    internal void AddContainer(ContainerView container) => containers.Add(container);

    internal void AddReport(HistoryEvent line) => reports.Add(line);
}

/// <summary>One call of the agent with its answer.</summary>
public sealed class CallView(HistoryEvent line, CallMade made)
{
    /// <summary>The line of the call.</summary>
    public HistoryEvent Line { get; } = line;

    /// <summary>The call.</summary>
    public CallMade Made { get; } = made;

    /// <summary>The line of the answer; null if there was none.</summary>
    public HistoryEvent? AnswerLine { get; private set; }

    /// <summary>The answer; null if there was none.</summary>
    public CallAnswered? Answered { get; private set; }

    internal void Answer(HistoryEvent line, CallAnswered answered)
    {
        AnswerLine = line;
        Answered = answered;
    }
}
