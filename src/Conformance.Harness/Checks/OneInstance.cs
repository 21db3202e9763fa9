using Conformance.Harness.Runs;

namespace Conformance.Harness.Checks;

/// <summary>
/// I14: two live processes never run for the same task, whatever was lost, repeated or believed dead. A process counts from its
/// start to its real exit, also after its container was removed from the daemon's list.
/// Judges each task of which a process was started.
/// </summary>
public sealed class OneInstance : ICheck
{
    /// <inheritdoc/>
    public string Id => "one-instance";

    /// <inheritdoc/>
    public string Sentence => "Two live processes never run for the same task.";

    /// <inheritdoc/>
    public string Invariants => "I14";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var task in record.Index.Tasks)
            JudgeTask(task, findings);
        return findings.Result();
    }

    private static void JudgeTask(TaskView task, Findings findings)
    {
        var isStarted = false;
        for (var left = 0; left < task.Containers.Count; left++)
        {
            foreach (var run in task.Containers[left].Runs)
            {
                isStarted = true;
                for (var right = left + 1; right < task.Containers.Count; right++)
                {
                    foreach (var other in task.Containers[right].Runs)
                    {
                        if (run.Overlaps(other))
                            findings.Violate(task.Name, $"{task.Containers[left].Name} and {task.Containers[right].Name} both ran for {task.Name}", run.Start, other.Start, run.End, other.End);
                    }
                }
            }
        }

        if (isStarted)
            findings.Judge();
    }
}
