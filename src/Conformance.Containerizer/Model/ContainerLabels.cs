using Conformance.Docker;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// How a container says whose it is, from the daemon alone. Own means: the label <see cref="Installation"/> has exactly this
/// installation's value and <see cref="ContainerId"/> is there. The slave id does not decide, since an agent that lost its
/// state comes back with another; a name never decides.
/// </summary>
public static class ContainerLabels
{
    /// <summary>The agent installation, for ever.</summary>
    public const string Installation = "org.apache.mesos.installation";

    /// <summary>The agent's id at the launch.</summary>
    public const string SlaveId = "org.apache.mesos.slave-id";

    /// <summary>The framework.</summary>
    public const string FrameworkId = "org.apache.mesos.framework-id";

    /// <summary>The executor; for a command task its id is the task's.</summary>
    public const string ExecutorId = "org.apache.mesos.executor-id";

    /// <summary>The task, if it is a command task.</summary>
    public const string TaskId = "org.apache.mesos.task-id";

    /// <summary>The Mesos container id.</summary>
    public const string ContainerId = "org.apache.mesos.container-id";

    private const string Prefix = "mesos-";

    /// <summary>Docker name of a Mesos container.</summary>
    public static string NameOf(string containerId) => Prefix + containerId;

    /// <summary>The labels of a launch, in a fixed order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Launch launch, ContainerizerOptions options)
    {
        var labels = new List<KeyValuePair<string, string>>(6)
        {
            new(Installation, options.Installation),
            new(SlaveId, options.SlaveId),
        };
        if (launch.ExecutorInfo is { } executor)
        {
            if (executor.FrameworkId is { } framework)
                labels.Add(new(FrameworkId, framework.Value));
            labels.Add(new(ExecutorId, executor.ExecutorId.Value));
        }

        if (launch.TaskInfo is { } task)
            labels.Add(new(TaskId, task.TaskId.Value));
        labels.Add(new(ContainerId, launch.ContainerId.Value));
        return labels;
    }

    /// <summary>The filter that makes a daemon list only containers that may be own.</summary>
    public static EngineFilters Filter(ContainerizerOptions options) => EngineFilters.Of("label", Installation + "=" + options.Installation);

    /// <summary>The Mesos container id of a listed container, or null if it is not own.</summary>
    public static string? OwnId(ContainerSummary container, ContainerizerOptions options) => OwnId(container.Labels, options);

    /// <summary>The Mesos container id of an inspected container, or null if it is not own.</summary>
    public static string? OwnId(ContainerInspect container, ContainerizerOptions options) => OwnId(container.Config.Labels, options);

    private static string? OwnId(IReadOnlyDictionary<string, string>? labels, ContainerizerOptions options) =>
        labels is not null && labels.TryGetValue(Installation, out var installation) && installation == options.Installation
            && labels.TryGetValue(ContainerId, out var id) && id.Length > 0
                ? id
                : null;
}
