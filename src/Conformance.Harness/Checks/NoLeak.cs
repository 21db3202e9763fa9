using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>
/// I1: once all tasks are over, all faults healed and the run has settled, no container is left that nobody owns. Judged by ground
/// truth alone. What the scenario expects to be left running is no leak; what else may be left is for <see cref="NoResidue"/>.
/// Judges each task and each container of the agent that is left.
/// </summary>
public sealed class NoLeak : ICheck
{
    /// <inheritdoc/>
    public string Id => "no-leak";

    /// <inheritdoc/>
    public string Sentence => "No container is left that nobody owns, in any state, and no process of one.";

    /// <inheritdoc/>
    public string Invariants => "I1";

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        var index = record.Index;
        foreach (var _ in index.Tasks)
            findings.Judge();
        foreach (var container in record.Truth.Containers)
            JudgeContainer(record, container, findings);
        return findings.Result();
    }

    private static void JudgeContainer(RunRecord record, RealContainer container, Findings findings)
    {
        if (container.IsForeign)
            return;
        var owner = record.Index.Owner(container.Name);
        var isExpected = owner is not null && record.Scenario.Expect.Containers.Contains(owner.Name, StringComparer.Ordinal);
        if (owner is null)
            findings.Judge();
        var view = record.Index.Container(container.Id);
        if (container.LiveProcesses > 0 && container.Status is not ("running" or "paused" or "restarting"))
        {
            findings.Violate(
                owner?.Name ?? container.Name,
                $"container {container.Name} is {container.Status} by the daemon, yet {container.LiveProcesses} of its processes live",
                Evidence(view));
        }
        else if (!isExpected || container.Status != "running")
        {
            findings.Violate(
                owner?.Name ?? container.Name,
                $"container {container.Name} is left ({container.Status}); expected it to be {(isExpected ? "running" : "gone")}",
                Evidence(view));
        }
    }

    private static HistoryEvent?[] Evidence(ContainerView? view) =>
        view is null ? [] : [view.Owner?.Asked, view.CreatedLine, .. view.Lines, view.Owner?.Terminated?.AnswerLine];
}
