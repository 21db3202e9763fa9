using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I12: who is told that a container is over can rely on it: when a termination is told, and when a task is reported ended, no
/// process of its containers lives any more. A destroy that was merely accepted promises nothing yet, as in Mesos; nor does
/// TASK_LOST, which says that nobody knows; and what a custom executor says of its task is not about its container.
/// Judges each termination and each such report of a task for which a container was made.
/// </summary>
public sealed class KillTruth : ICheck
{
    /// <inheritdoc/>
    public string Id => "kill-truth";

    /// <inheritdoc/>
    public string Sentence => "When a container is said to be over, no process of it lives.";

    /// <inheritdoc/>
    public string Invariants => "I12";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var task in record.Index.Tasks)
        {
            if (task.Containers.Count == 0)
                continue;
            foreach (var call in task.Calls)
            {
                if (call.Answered?.Termination is not null)
                    JudgeLine(task, call.AnswerLine!, "its termination was told", findings);
            }

            foreach (var line in task.Launch.TaskInfo is null ? [] : task.Reports)
            {
                if (line.Data is TaskReported { State: TaskState.TaskFinished or TaskState.TaskFailed or TaskState.TaskKilled } report)
                    JudgeLine(task, line, $"it was reported {report.State}", findings);
            }
        }

        return findings.Result();
    }

    private static void JudgeLine(TaskView task, HistoryEvent line, string what, Findings findings)
    {
        findings.Judge();
        foreach (var container in task.Containers)
        {
            if (container.RunAt(line.Sequence) is { } run)
                findings.Violate(task.Name, $"{container.Name} was still alive when {what}", run.Start, line, run.End);
        }
    }
}
