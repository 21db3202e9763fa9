using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I16: what a framework is told of a task only moves forward: staging, starting, running, then one end, after which nothing
/// follows. Of the containerizer itself: once it has told a termination, a launch of that container is not answered with true any
/// more, since the agent would report it running.
/// Judges each task that was reported or launched.
/// </summary>
public sealed class StatusOrder : ICheck
{
    /// <inheritdoc/>
    public string Id => "status-order";

    /// <inheritdoc/>
    public string Sentence => "The status of a task only moves forward, and nothing follows its end.";

    /// <inheritdoc/>
    public string Invariants => "I16";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var task in record.Index.Tasks)
        {
            if (task.Reports.Count == 0 && task.LaunchCall is null)
                continue;
            findings.Judge();
            JudgeReports(task, findings);
            JudgeLaunch(task, findings);
        }

        return findings.Result();
    }

    private static void JudgeReports(TaskView task, Findings findings)
    {
        HistoryEvent? last = null;
        foreach (var line in task.Reports)
        {
            var state = ((TaskReported)line.Data).State;
            if (last is not null && (Rank(state) < Rank(StateOf(last)) || Rank(StateOf(last)) == Ended))
                findings.Violate(task.Name, $"{task.Name} was reported {state} after {StateOf(last)}", last, line);
            last = line;
        }
    }

    private static void JudgeLaunch(TaskView task, Findings findings)
    {
        if (task.Terminated?.AnswerLine is not { } over)
            return;
        foreach (var call in task.Calls)
        {
            if (call.Answered?.Launched == true && call.AnswerLine!.Sequence > over.Sequence)
                findings.Violate(task.Name, $"the launch of {task.Name} was answered with true after its termination was told", over, call.AnswerLine);
        }
    }

    private static TaskState StateOf(HistoryEvent line) => ((TaskReported)line.Data).State;

    private const int Ended = 3;

    private static int Rank(TaskState state) => state switch
    {
        TaskState.TaskStaging => 0,
        TaskState.TaskStarting => 1,
        TaskState.TaskRunning => 2,
        _ => Ended,
    };
}
