using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The variables by which the program of a task, and whoever reads its environment, knows whose it is: the same ids as
/// <see cref="ContainerLabels"/>. Mesos sets none of them for a task; a custom executor has its own from
/// <see cref="ExecutorEnvironment"/>.
/// </summary>
public static class TaskEnvironment
{
    /// <summary>The framework.</summary>
    public const string FrameworkId = "MESOS_FRAMEWORK_ID";

    /// <summary>The executor; for a command task its id is the task's.</summary>
    public const string ExecutorId = "MESOS_EXECUTOR_ID";

    /// <summary>The task.</summary>
    public const string TaskId = "MESOS_TASK_ID";

    /// <summary>The Mesos container id.</summary>
    public const string ContainerId = "MESOS_CONTAINER_ID";

    /// <summary>
    /// The variables of a launch, in a fixed order, without those that its command sets itself; none if it is no task.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Launch launch)
    {
        if (launch.TaskInfo is not { } task)
            return [];
        var variables = new List<KeyValuePair<string, string>>(4);
        if (launch.ExecutorInfo is { } executor)
        {
            if (executor.FrameworkId is { } framework)
                variables.Add(new(FrameworkId, framework.Value));
            variables.Add(new(ExecutorId, executor.ExecutorId.Value));
        }

        variables.Add(new(TaskId, task.TaskId.Value));
        variables.Add(new(ContainerId, launch.ContainerId.Value));
        foreach (var own in task.Command?.Environment?.Variables ?? [])
            variables.RemoveAll(variable => variable.Key == own.Name);
        return variables;
    }
}
