using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>
/// I5: what goes wrong with one container does not hold up the others. In a run in which faults hit some containers and nothing
/// else (no fault without a container, no death of agent or daemon), the calls about every other container keep the bounds of a
/// healthy daemon, which are far below those of <see cref="BoundedProgress"/>: a launch its pull and one run, a wait one call once
/// the end is there, everything else one call.
/// Judges each answered call about a container that no fault hit.
/// </summary>
public sealed class BlastRadius : ICheck
{
    /// <inheritdoc/>
    public string Id => "blast-radius";

    /// <inheritdoc/>
    public string Sentence => "A fault of one container does not delay calls about the others.";

    /// <inheritdoc/>
    public string Invariants => "I5";

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        if (record.Scenario.AllFaults.Count == 0 || record.Index.Deaths.Count > 0 || Hit(record) is not { Count: > 0 } hit)
            return findings.Result();
        foreach (var task in record.Index.Tasks)
        {
            if (hit.ContainsKey(task.Name))
                continue;
            foreach (var call in task.Calls)
            {
                if (call.AnswerLine is not null && Begin(task, call) is { } begin)
                    JudgeCall(record, task, call, begin, hit.Values.First(), findings);
            }
        }

        return findings.Result();
    }

    private static void JudgeCall(RunRecord record, TaskView task, CallView call, HistoryEvent begin, HistoryEvent fault, Findings findings)
    {
        findings.Judge();
        var bound = Bound(record.Scenario, task, call.Made.Method) / record.TimeScale + record.Slack;
        var took = call.AnswerLine!.Time - begin.Time;
        if (took > bound)
        {
            findings.Violate(
                task.Name,
                FormattableString.Invariant($"no fault hit {task.Name}, yet {call.Made.Method} ({call.Made.Call}) was answered after {took.TotalSeconds:0.#} s; a healthy daemon's bound is {bound.TotalSeconds:0.#} s"),
                fault,
                call.Line,
                begin,
                call.AnswerLine);
        }
    }

    /// <summary>The containers that were hit, each with its first fault; null if something hit more than containers.</summary>
    private static SortedDictionary<string, HistoryEvent>? Hit(RunRecord record)
    {
        var hit = new SortedDictionary<string, HistoryEvent>(StringComparer.Ordinal);
        foreach (var line in record.Index.Faults)
        {
            if (line.Data.Container is not { } container)
                return null;
            hit.TryAdd(container, line);
        }

        foreach (var line in record.Events)
        {
            if (line.Data is ProcessExited && line.Actor == "daemon")
                return null;
        }

        return hit;
    }

    /// <summary>When the bound of a call begins to run; null while it cannot yet.</summary>
    private static HistoryEvent? Begin(TaskView task, CallView call)
    {
        if (call.Made.Method != "wait")
            return call.Line;
        HistoryEvent? end = null;
        foreach (var container in task.Containers)
            end = container.LastExitBefore(call.AnswerLine!.Sequence) ?? end;
        return end is null ? null : end.Sequence < call.Line.Sequence ? call.Line : end;
    }

    private static TimeSpan Bound(Scenario scenario, TaskView task, string method)
    {
        var agent = scenario.Agent;
        return method == "launch" ? Pull(scenario, task) + agent.RunLimit : method == "wait" ? 2 * agent.CallLimit : agent.CallLimit;
    }

    /// <summary>Twice the longest pull that its image may stand for: it may come from a registry in between.</summary>
    private static TimeSpan Pull(Scenario scenario, TaskView task)
    {
        var longest = TimeSpan.Zero;
        foreach (var image in scenario.Images)
        {
            if (task.Launch.TaskInfo?.Container?.Docker?.Image.Contains(image.Name, StringComparison.Ordinal) == true && image.Pull is { } pull && pull > longest)
                longest = pull;
        }

        return 2 * longest;
    }
}
