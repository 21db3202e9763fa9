using Conformance.Harness.Runs;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I2: a container that was launched ends in exactly one termination, and every task in one terminal status at most. A launch
/// that failed or was refused needs no termination; nor does one whose checkpoint was lost with the agent (the task is then
/// reported lost); nor one that the scenario leaves running, which must have none.
/// Judges each task that was asked.
/// </summary>
public sealed class OneTermination : ICheck
{
    /// <inheritdoc/>
    public string Id => "one-termination";

    /// <inheritdoc/>
    public string Sentence => "Every launch ends in exactly one termination, and never in two different ones.";

    /// <inheritdoc/>
    public string Invariants => "I2";

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var task in record.Index.Tasks)
        {
            findings.Judge();
            JudgeTask(record, task, findings);
        }

        return findings.Result();
    }

    private static void JudgeTask(RunRecord record, TaskView task, Findings findings)
    {
        CallView? first = null;
        foreach (var call in task.Calls)
        {
            if (call.Answered?.Termination is not { } termination)
                continue;
            if (first is null)
                first = call;
            else if (!termination.Equals(first.Answered!.Termination))
                findings.Violate(task.Name, $"two waiters got two different terminations of {task.Name}", first.AnswerLine, call.AnswerLine);
        }

        var terminal = task.Reports.Where(line => IsTerminal(((TaskReported)line.Data).State)).ToList();
        if (terminal.Count > 1)
            findings.Violate(task.Name, $"{task.Name} was reported ended {terminal.Count} times", [.. terminal]);
        var isExpectedLive = record.Scenario.Expect.Containers.Contains(task.Name, StringComparer.Ordinal);
        if (isExpectedLive && first is not null)
            findings.Violate(task.Name, $"{task.Name} was to be left running, yet the containerizer told its termination", task.Asked, first.AnswerLine);
        if (isExpectedLive || first is not null || !WasLaunched(task) || WasLost(terminal))
            return;
        var wait = task.Calls.LastOrDefault(call => call.Made.Method == "wait");
        findings.Violate(
            task.Name,
            $"{task.Name} was launched, and no termination of it was ever told" + (wait?.Answered?.Failure is { } failure ? $": wait failed: {failure}" : ""),
            task.Asked,
            task.LaunchCall?.AnswerLine,
            wait?.Line,
            wait?.AnswerLine);
    }

    private static bool WasLaunched(TaskView task) => task.Calls.Any(call => call.Answered?.Launched == true);

    private static bool WasLost(List<Machine.HistoryEvent> terminal) =>
        terminal.Any(line => ((TaskReported)line.Data).State == TaskState.TaskLost);

    /// <summary>Whether a task in this state is over.</summary>
    internal static bool IsTerminal(TaskState state) =>
        state is TaskState.TaskFinished or TaskState.TaskFailed or TaskState.TaskKilled or TaskState.TaskLost or TaskState.TaskError;
}
