using Conformance.Docker;
using Conformance.Faults;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I3: the status told is the real exit of the container; an exit that nobody saw is unknown, never invented, and a success
/// is never told without a real exit code 0. Where nothing went wrong and nobody killed it, the status must be there.
/// A container killed by signal n may be told as that signal or as exit code 128+n: Docker does not tell the two apart.
/// Where the daemon itself has told another code of this container (the fault rewrite-exit), that one may be told, too, if nobody could see
/// through it: 0 never may, as no success is told that was none; nor 255, which daemons invent, nor what no process can end with.
/// Where a command executor has registered, a termination's status is that executor's own, and only what it reported counts.
/// Judges each termination and each TASK_FINISHED.
/// </summary>
public sealed class ExitFidelity : ICheck
{
    /// <inheritdoc/>
    public string Id => "exit-fidelity";

    /// <inheritdoc/>
    public string Sentence => "The status in a termination is the container's true exit, and never invented.";

    /// <inheritdoc/>
    public string Invariants => "I3";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var task in record.Index.Tasks)
        {
            foreach (var call in task.Calls)
            {
                if (call.Answered?.Termination is not { } termination || task.HasCommandExecutor)
                    continue;
                findings.Judge();
                JudgeTermination(record, task, call, termination, findings);
            }

            JudgeSuccess(task, findings);
        }

        return findings.Result();
    }

    private static void JudgeTermination(RunRecord record, TaskView task, CallView call, Termination termination, Findings findings)
    {
        var exit = RealExit(task, call.AnswerLine!.Sequence);
        if (!termination.HasStatus)
        {
            if (exit is not null && !termination.Killed && WasUndisturbed(record, task))
                findings.Violate(task.Name, $"{task.Name} ended by itself with code {Code(exit)} and nothing went wrong, yet its termination has no status", exit, call.AnswerLine);
            return;
        }

        var told = Describe(termination.Status);
        if (exit is null)
        {
            findings.Violate(task.Name, $"the termination of {task.Name} says {told}, but no process of it had ended", task.Asked, call.AnswerLine);
            return;
        }

        var code = Code(exit);
        if (!Says(termination.Status, code) && !CodesOfLies(record, task, call.AnswerLine.Sequence).Any(lie => Says(termination.Status, lie)))
            findings.Violate(task.Name, $"the termination of {task.Name} says {told}, its process really ended with code {code}", exit, call.AnswerLine);
    }

    private static bool Says(int status, int code) => WaitStatus.ExitCode(status) == code || WaitStatus.Signal(status) == code - 128;

    private static IEnumerable<int> CodesOfLies(RunRecord record, TaskView task, int before) => record.Index.Faults
        .Where(line => line.Sequence < before && line.Data.Container == task.Name)
        .Select(line => (line.Data as FaultFired)?.Action)
        .OfType<RewriteExitAction>()
        .Select(action => action.Code)
        .Where(code => code is > 0 and < 255);

    /// <summary>An executor of the framework's own says itself whether a task has succeeded, while it runs on.</summary>
    private static void JudgeSuccess(TaskView task, Findings findings)
    {
        if (task.Launch.TaskInfo is null)
            return;
        foreach (var line in task.Reports)
        {
            if (line.Data is not TaskReported { State: TaskState.TaskFinished })
                continue;
            findings.Judge();
            var exit = RealExit(task, line.Sequence);
            if (exit is null || Code(exit) != 0)
                findings.Violate(task.Name, $"{task.Name} was reported finished, but its process {(exit is null ? "never ended" : $"ended with code {Code(exit)}")}", exit, line);
        }
    }

    private static HistoryEvent? RealExit(TaskView task, int before)
    {
        HistoryEvent? last = null;
        foreach (var container in task.Containers)
        {
            if (container.LastExitBefore(before) is { } exit && (last is null || exit.Sequence > last.Sequence))
                last = exit;
        }

        return last;
    }

    private static bool WasUndisturbed(RunRecord record, TaskView task) => !record.Index.DeathsOf(task.Agent).Any() && record.Index.Faults.Count == 0;

    private static int Code(HistoryEvent exit) => ((ContainerExited)exit.Data).ExitCode;

    private static string Describe(int status) => WaitStatus.ExitCode(status) is { } code
        ? $"exit code {code}"
        : $"signal {WaitStatus.Signal(status)}";
}
