using Conformance.Harness.Runs;

namespace Conformance.Harness.Checks;

/// <summary>
/// I15: besides containers nothing is left either: no docker program and no watcher that the agent had started, no pull that runs
/// on, no volume that no container uses, no name that is taken without a container. Judged by ground truth alone, as far as the
/// backend can see it (a real daemon does not say which names are taken, nor what it pulls for whom). What belongs to a container
/// that the scenario expects to be left running is no residue.
/// Judges each task and whatever is left.
/// </summary>
public sealed class NoResidue : ICheck
{
    /// <inheritdoc/>
    public string Id => "no-residue";

    /// <inheritdoc/>
    public string Sentence => "No docker program, running pull, unused volume or taken name is left.";

    /// <inheritdoc/>
    public string Invariants => "I15";

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        var truth = record.Truth;
        foreach (var _ in record.Index.Tasks)
            findings.Judge();
        foreach (var child in truth.Children)
            JudgeThing(record, child, $"a program that the agent had started still runs: {child}", findings);
        foreach (var pull in truth.Pulls)
            JudgeThing(record, null, $"a pull still runs: {pull}", findings);
        foreach (var volume in truth.UnusedVolumes)
            JudgeThing(record, null, $"a volume is left that no container uses: {volume}", findings);
        foreach (var name in truth.TakenNames)
            JudgeThing(record, name, $"the name {name} is taken, and there is no container of that name", findings);
        return findings.Result();
    }

    private static void JudgeThing(RunRecord record, string? words, string sentence, Findings findings)
    {
        findings.Judge();
        var owner = words is null ? null : record.Index.OwnerOfCommand(words);
        if (owner is not null && record.Scenario.Expect.Containers.Contains(owner.Name, StringComparer.Ordinal))
            return;
        findings.Violate(owner?.Name, sentence, owner?.Asked, owner?.Terminated?.AnswerLine);
    }
}
