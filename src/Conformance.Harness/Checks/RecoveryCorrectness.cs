using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>
/// I11: after a crash, what ran and was checkpointed still runs and is waited for; what nobody knows any more is removed.
/// For each start after a death: recover succeeds; with state kept (and checkpoints asked for), a container whose launch had been answered true and which
/// ran at the death is not touched until somebody destroys it or it ends; with state lost, every container that was there
/// at the death is gone in the end, as are those of a framework without checkpoints. What a partial state allows is left to the other checks.
/// Judges each recovery and each such container.
/// </summary>
public sealed class RecoveryCorrectness : ICheck
{
    /// <inheritdoc/>
    public string Id => "recovery-correctness";

    /// <inheritdoc/>
    public string Sentence => "After a crash, what ran and was checkpointed still runs, and orphans are gone.";

    /// <inheritdoc/>
    public string Invariants => "I11";

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var deaths in record.Index.Deaths.GroupBy(line => ((AgentDied)line.Data).Agent))
            JudgeAgent(record, deaths.Key, [.. deaths], findings);
        return findings.Result();
    }

    private static void JudgeAgent(RunRecord record, string agent, List<HistoryEvent> deaths, Findings findings)
    {
        for (var number = 0; number < deaths.Count; number++)
        {
            var death = deaths[number];
            var start = record.Index.Starts.FirstOrDefault(line => line.Sequence > death.Sequence && ((AgentStarted)line.Data).Agent == agent);
            if (start is null)
                continue;
            var next = number + 1 < deaths.Count ? deaths[number + 1].Sequence : int.MaxValue;
            JudgeRecover(record, agent, start, next, findings);
            // Without checkpoints every death loses the state of what was launched.
            var state = record.Scenario.Agent.Checkpoint ? ((AgentDied)death.Data).State : "lost";
            foreach (var container in record.Index.Containers)
            {
                if (container.IsForeign || container.Owner is not { } task || task.Agent != agent || container.CreatedLine.Sequence > death.Sequence)
                    continue;
                if (state == "kept" && record.Scenario.Agent.Checkpoint && !WasLost(deaths, task, number))
                    JudgeAdopted(record, task, container, death, start, next, findings);
                else if (state == "lost" && next == int.MaxValue)
                    JudgeOrphan(record, task, container, death, findings);
            }
        }
    }

    /// <summary>Whether an earlier death of the agent has cost it the checkpoint of the task, or may have.</summary>
    private static bool WasLost(List<HistoryEvent> deaths, TaskView task, int number) =>
        deaths.Take(number).Any(earlier => earlier.Sequence > task.Asked.Sequence && ((AgentDied)earlier.Data).State != "kept");

    private static void JudgeRecover(RunRecord record, string agent, HistoryEvent start, int next, Findings findings)
    {
        foreach (var call in record.Index.Calls)
        {
            if (call.Made.Method != "recover" || call.Made.Agent != agent || call.Line.Sequence < start.Sequence || call.Line.Sequence > next)
                continue;
            findings.Judge();
            if (call.Answered?.Failure is { } failure)
                findings.Violate(null, $"recovery failed: {failure}", start, call.Line, call.AnswerLine);
        }
    }

    private static void JudgeAdopted(
        RunRecord record, TaskView task, ContainerView container, HistoryEvent death, HistoryEvent start, int next, Findings findings)
    {
        var launched = task.Calls.Any(call => call.Answered?.Launched == true && call.AnswerLine!.Sequence < death.Sequence);
        var isOver = task.Terminated is { } over && over.AnswerLine!.Sequence < death.Sequence;
        var destroy = task.First("destroy")?.Line;
        if (!launched || isOver || !container.WasRunningAt(death.Sequence) || (destroy is not null && destroy.Sequence < death.Sequence))
            return;
        findings.Judge();
        foreach (var line in container.Lines)
        {
            if (line.Sequence <= death.Sequence || line.Sequence > next)
                continue;
            if (line.Data is ContainerExited || (destroy is not null && line.Sequence > destroy.Sequence) || WasTakenByOthers(record, container, death, line))
                break;
            if (line.Data is ContainerSignalled or ContainerRemoved)
            {
                findings.Violate(task.Name, $"{task.Name} ran and was checkpointed when the agent died; it was hit: {line.Data.Kind}", task.LaunchCall?.AnswerLine, death, start, line);
                return;
            }
        }

        if (HasLivedOn(record, task.Agent, start, next) && !task.Calls.Any(call => call.Made.Method == "wait" && call.Line.Sequence > start.Sequence))
            findings.Violate(task.Name, $"{task.Name} ran and was checkpointed when the agent died; after recovery nobody waits for it", task.LaunchCall?.AnswerLine, death, start);
    }

    /// <summary>Whether this life of the agent went beyond the moment of its recovery, so that it could ask anything.</summary>
    private static bool HasLivedOn(RunRecord record, string agent, HistoryEvent start, int next)
    {
        var recovered = record.Index.Calls.FirstOrDefault(call => call.Made.Method == "recover" && call.Made.Agent == agent && call.Line.Sequence > start.Sequence)?.AnswerLine;
        return recovered is not null && recovered.Sequence < next && (next == int.MaxValue || record.Events[next].Time > recovered.Time);
    }

    /// <summary>Whether somebody else may have ended it: an operator, or the daemon on its own way out or back.</summary>
    private static bool WasTakenByOthers(RunRecord record, ContainerView container, HistoryEvent death, HistoryEvent line)
    {
        var isDaemonAway = false;
        for (var index = 0; index < line.Sequence; index++)
        {
            var data = record.Events[index].Data;
            if ((index > death.Sequence && data is DaemonEnded) || (data is HandActed hand && hand.Id == container.Id))
                return true;
            isDaemonAway = data is DaemonEnded || (isDaemonAway && data is not DaemonReturned);
        }

        return isDaemonAway;
    }

    private static void JudgeOrphan(RunRecord record, TaskView task, ContainerView container, HistoryEvent death, Findings findings)
    {
        if (container.RemovedLine is { } removed && removed.Sequence < death.Sequence)
            return;
        findings.Judge();
        if (record.Truth.Containers.FirstOrDefault(real => real.Id == container.Id) is { } left)
            findings.Violate(task.Name, $"the agent lost its state, and {container.Name} is still there ({left.Status})", container.CreatedLine, death);
    }
}
