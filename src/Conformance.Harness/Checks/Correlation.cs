using Conformance.Containerizer;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>
/// A container that says whose it is says the truth: its labels (<see cref="ContainerLabels"/>) and its environment
/// (<see cref="TaskEnvironment"/>) name the framework, executor, task and container that it was made for, and so does the data of
/// its status updates. What a containerizer does not say at all is not wrong, since Mesos 0.20 says none of it; but one with the
/// capability <c>labels</c> puts each label of a task on its container. The answer of <c>docker inspect</c> in a status update is about
/// a container of its task.
/// Judges each such word and label of each container, and of status updates each time that their data changes.
/// </summary>
public sealed class Correlation : ICheck
{
    private const string Prefix = "MESOS_";

    /// <inheritdoc/>
    public string Id => "correlation";

    /// <inheritdoc/>
    public string Sentence => "Labels, environment and status updates name the framework, executor, task and container that they are about.";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var task in record.Index.Tasks)
        {
            var words = Words(task);
            foreach (var container in task.Containers)
            {
                if (container.Created.Spec.Labels is { } labels)
                    JudgeLabels(task, words, labels, $"a label of {container.Name}", container.CreatedLine, findings);
                JudgeTaskLabels(record, task, container, findings);
                JudgeEnvironment(task, words, container, findings);
            }

            JudgeReports(task, words, findings);
        }

        return findings.Result();
    }

    private static void JudgeReports(TaskView task, List<Word> words, Findings findings)
    {
        string? last = null;
        foreach (var line in task.Reports)
        {
            var data = ((TaskReported)line.Data).Data;
            if (data.Length == 0 || data == last)
                continue;
            JudgeLabels(task, words, StatusData.Labels(data), "the data of a status update", line, findings);
            JudgeInspected(task, data, line, findings);
            last = data;
        }
    }

    private static void JudgeLabels(
        TaskView task, List<Word> words, IReadOnlyDictionary<string, string> labels, string place, HistoryEvent line, Findings findings)
    {
        foreach (var word in words)
        {
            if (!labels.TryGetValue(word.Label, out var found))
                continue;
            findings.Judge();
            if (found != word.Right)
                findings.Violate(task.Name, $"{place} says {word.Label}={found}; right is {word.Right}", task.Asked, line);
        }
    }

    private static void JudgeTaskLabels(RunRecord record, TaskView task, ContainerView container, Findings findings)
    {
        if (task.Launch.TaskInfo?.Labels is not { } asked)
            return;
        var labels = container.Created.Spec.Labels;
        var mustPass = record.Index.Starts.Any(line => line.Data is AgentStarted { PassesLabels: true } start && start.Agent == task.Agent);
        foreach (var label in asked.Labels_.GroupBy(label => label.Key).Select(same => same.Last()))
        {
            var found = labels?.GetValueOrDefault(label.Key);
            if (found is null && !mustPass)
                continue;
            findings.Judge();
            if (found != label.Value)
                findings.Violate(task.Name, $"{container.Name} has {(found is null ? $"no label {label.Key}" : $"the label {label.Key}={found}")}; its task has {label.Key}={label.Value}", task.Asked, container.CreatedLine);
        }
    }

    private static void JudgeInspected(TaskView task, string data, HistoryEvent line, Findings findings)
    {
        if (StatusData.DockerId(data) is not { } id)
            return;
        findings.Judge();
        if (!task.Containers.Any(container => container.Id == id))
            findings.Violate(task.Name, $"the data of a status update shows the container {id}, which is none of {task.Name}", task.Asked, line);
    }

    private static void JudgeEnvironment(TaskView task, List<Word> words, ContainerView container, Findings findings)
    {
        foreach (var variable in container.Created.Spec.Env ?? [])
        {
            if (!variable.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            foreach (var word in words)
            {
                var name = word.Variable;
                if (!variable.StartsWith(name, StringComparison.Ordinal) || variable.Length == name.Length || variable[name.Length] != '=' || IsAskedFor(task, name))
                    continue;
                findings.Judge();
                if (!variable.AsSpan(name.Length + 1).SequenceEqual(word.Right))
                    findings.Violate(task.Name, $"the environment of {container.Name} says {variable}; right is {word.Right}", task.Asked, container.CreatedLine);
            }
        }
    }

    /// <summary>What a task sets itself is its own business.</summary>
    private static bool IsAskedFor(TaskView task, string variable)
    {
        foreach (var wanted in MesosCommandLine.CommandOf(task.Launch).Environment?.Variables ?? [])
        {
            if (wanted.Name == variable)
                return true;
        }

        return false;
    }

    private static List<Word> Words(TaskView task)
    {
        var launch = task.Launch;
        var words = new List<Word>(4) { new(ContainerLabels.ContainerId, TaskEnvironment.ContainerId, task.ContainerId) };
        if (launch.ExecutorInfo?.FrameworkId is { } framework)
            words.Add(new(ContainerLabels.FrameworkId, TaskEnvironment.FrameworkId, framework.Value));
        if (launch.ExecutorInfo?.ExecutorId is { } executor)
            words.Add(new(ContainerLabels.ExecutorId, TaskEnvironment.ExecutorId, executor.Value));
        if (launch.TaskInfo?.TaskId is { } id)
            words.Add(new(ContainerLabels.TaskId, TaskEnvironment.TaskId, id.Value));
        return words;
    }

    private readonly record struct Word(string Label, string Variable, string Right);
}
