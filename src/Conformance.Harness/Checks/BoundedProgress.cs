using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>
/// I4: every call of the agent is answered within a bound made of the limits that the agent declared, even if the daemon never
/// answers. launch: the registration timeout, then what a destroy may take. wait: bounded once the end is there (the real
/// exit, a failed launch, a destroy). The others: a few limits of one daemon call. The clock of a bound stops while the agent
/// is dead, because a dead agent's calls have no answer.
/// Judges each call that its agent lived to see answered, or that its bound passed.
/// </summary>
public sealed class BoundedProgress : ICheck
{
    private const int CallsOfRecover = 10;
    private const int CallsOfShort = 4;
    private const int CallsOfDestroy = 10;

    /// <inheritdoc/>
    public string Id => "bounded-progress";

    /// <inheritdoc/>
    public string Sentence => "Every call of the agent is answered within its declared bound, even by a daemon that hangs.";

    /// <inheritdoc/>
    public string Invariants => "I4";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        if (record.Events.Count == 0)
            return findings.Result();
        var end = record.Events[^1];
        foreach (var call in record.Index.Calls)
        {
            if (Begin(record, call) is { } begin)
                JudgeCall(record, call, begin, end, findings);
        }

        return findings.Result();
    }

    private static void JudgeCall(RunRecord record, CallView call, HistoryEvent begin, HistoryEvent end, Findings findings)
    {
        var bound = Bound(record.Scenario.Agent, call.Made.Method) / record.TimeScale + record.Slack;
        var death = Death(record, call);
        var stop = call.AnswerLine ?? death ?? end;
        var took = stop.Time - begin.Time;
        if (call.AnswerLine is null && took <= bound)
        {
            // The agent died, or the run ended, before the bound: nothing can be said. A run settles longer than any bound of a
            // call that could still come.
            return;
        }

        findings.Judge();
        if (took > bound)
        {
            var task = call.Made.ContainerId is { } id ? record.Index.Owner(id)?.Name : null;
            findings.Violate(
                task,
                FormattableString.Invariant($"{call.Made.Method} ({call.Made.Call}) {(call.AnswerLine is null ? "was not answered" : "was answered")} after {took.TotalSeconds:0.#} s; its bound is {bound.TotalSeconds:0.#} s"),
                call.Line,
                begin,
                stop);
        }
    }

    /// <summary>When the bound of a call begins to run; null while it cannot yet.</summary>
    private static HistoryEvent? Begin(RunRecord record, CallView call)
    {
        if (call.Made.Method != "wait" || call.Made.ContainerId is not { } id || record.Index.Owner(id) is not { } task)
            return call.Line;
        if (call.AnswerLine is not null && call.Answered!.Failure is not null)
            return call.AnswerLine;
        HistoryEvent? end = null;
        foreach (var container in task.Containers)
        {
            foreach (var line in container.Lines)
            {
                if (line.Data is ContainerExited)
                    end = Earlier(end, line);
            }
        }

        foreach (var other in task.Calls)
        {
            // A destroy that an earlier life of the agent was asked for died with it.
            if (other.Made.Method == "destroy" && !(other.Line.Sequence < call.Line.Sequence && Death(record, other)?.Sequence < call.Line.Sequence))
                end = Earlier(end, other.Line);
            else if (other.Made.Method == "launch" && other.Answered?.Failure is not null)
                end = Earlier(end, other.AnswerLine!);
        }

        return end is null ? null : end.Sequence < call.Line.Sequence ? call.Line : end;
    }

    private static HistoryEvent Earlier(HistoryEvent? left, HistoryEvent right) =>
        left is null || right.Sequence < left.Sequence ? right : left;

    private static HistoryEvent? Death(RunRecord record, CallView call)
    {
        foreach (var death in record.Index.DeathsOf(call.Made.Agent))
        {
            if (death.Sequence > call.Line.Sequence)
                return death;
        }

        return null;
    }

    private static TimeSpan Bound(AgentSettings agent, string method) => method switch
    {
        "launch" => agent.RegistrationTimeout + agent.RunLimit + agent.StopGrace + CallsOfDestroy * agent.CallLimit,
        "wait" => agent.RunLimit + agent.StopGrace + CallsOfDestroy * agent.CallLimit,
        "recover" => CallsOfRecover * agent.CallLimit,
        "destroy" => agent.StopGrace + CallsOfDestroy * agent.CallLimit,
        _ => CallsOfShort * agent.CallLimit,
    };
}
