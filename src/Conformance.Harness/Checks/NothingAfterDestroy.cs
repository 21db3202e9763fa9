using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>
/// I12 and the demand of catalogue entry B-02: what was killed stays dead. Nothing of a task is created or started after its
/// termination was told; and a destroy, once asked, may be overtaken only by a run that was already under way, which the
/// declared limits of create and start bound. A create that a daemon had received before the termination and took up only
/// after it is the daemon's delay, which nobody can take back; that its container goes again is for no-leak to judge, that it
/// is not started for this check.
/// Judges each task that was terminated or destroyed.
/// </summary>
public sealed class NothingAfterDestroy : ICheck
{
    /// <inheritdoc/>
    public string Id => "nothing-after-destroy";

    /// <inheritdoc/>
    public string Sentence => "Nothing is created or started for a task after its termination, nor after its destroy.";

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
            var terminated = task.Terminated?.AnswerLine;
            var destroy = task.First("destroy");
            if (terminated is null && destroy is null)
                continue;
            findings.Judge();
            foreach (var container in task.Containers)
                JudgeContainer(record, task, container, terminated, destroy?.Line, findings);
        }

        return findings.Result();
    }

    private static void JudgeContainer(
        RunRecord record, TaskView task, ContainerView container, HistoryEvent? terminated, HistoryEvent? destroyed, Findings findings)
    {
        var settings = record.Scenario.Agent;
        var limit = (settings.RunLimit + settings.CallLimit) / record.TimeScale + record.Slack;
        if (!WasAskedBefore(record.Events, container, terminated))
            JudgeLine(container.CreatedLine);
        foreach (var line in container.Lines)
        {
            if (line.Data is ContainerStarted)
                JudgeLine(line);
        }

        void JudgeLine(HistoryEvent line)
        {
            if (terminated is not null && line.Sequence > terminated.Sequence)
                findings.Violate(task.Name, $"{line.Data.Kind} of {container.Name} after the termination of {task.Name} was told", terminated, line);
            else if (destroyed is not null && line.Time > destroyed.Time + limit)
                findings.Violate(task.Name, FormattableString.Invariant($"{line.Data.Kind} of {container.Name} {(line.Time - destroyed.Time).TotalSeconds:0.#} s after its destroy"), destroyed, line);
        }
    }

    private static bool WasAskedBefore(IReadOnlyList<HistoryEvent> events, ContainerView container, HistoryEvent? terminated)
    {
        for (var index = container.CreatedLine.Sequence - 1; terminated is not null && index >= 0; index--)
        {
            if (events[index].Data is EngineReceived { Operation: "container.create", Target: { } target }
                && target.AsSpan().TrimStart('/').SequenceEqual(container.Name))
                return index < terminated.Sequence;
        }

        return false;
    }
}
