using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I10: once the terminal status is out, the sandbox's stdout and stderr hold every byte that the container's process had written,
/// in order and once, also when the agent or the daemon was restarted meanwhile. What was written is the truth of the shim on sim,
/// and on a real daemon its log, asked past the proxy at the exit, if it was still there. The fetcher's words may stand before.
/// If another hand removed the container and more was wrong (a fault, no agent), only its beginning could be had, and that is asked for;
/// a docker program that followed it may have left its complaint on stderr.
/// Judges each stream of each task whose container had ended before its terminal status, except TASK_LOST.
/// </summary>
public sealed class LogCompleteness : ICheck
{
    /// <inheritdoc/>
    public string Id => "log-completeness";

    /// <inheritdoc/>
    public string Sentence => "Every byte that a container wrote is in the sandbox, once, when its terminal status is out.";

    /// <inheritdoc/>
    public string Invariants => "I10";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var task in record.Index.Tasks)
        {
            foreach (var line in task.Reports)
            {
                if (line.Data is TaskReported { Sandbox: { } sandbox } && End(task, line.Sequence) is { Data: ContainerExited { Written: { } written } } end)
                {
                    var mayBeCut = WasTakenAway(record, task, line.Sequence);
                    JudgeStream(task, "stdout", written.Stdout, sandbox.Stdout, mayBeCut, end, line, findings);
                    JudgeStream(task, "stderr", written.Stderr, sandbox.Stderr, mayBeCut, end, line, findings);
                }
            }
        }

        return findings.Result();
    }

    private static void JudgeStream(
        TaskView task, string stream, byte[] written, byte[] found, bool mayBeCut, HistoryEvent end, HistoryEvent line, Findings findings)
    {
        findings.Judge();
        var mayHaveMore = MesosHasFetched(task.Launch);
        if (mayHaveMore ? found.AsSpan().EndsWith(written) : found.AsSpan().SequenceEqual(written))
            return;
        var same = found.AsSpan().CommonPrefixLength(written);
        if (mayBeCut && (mayHaveMore || same == found.Length || (stream == "stderr" && IsOneLine(found.AsSpan(same)))))
            return;
        var what = same == written.Length ? $"{found.Length - same} bytes more than were written"
            : same == found.Length ? $"only the first {same} of {written.Length} bytes"
            : $"{found.Length} bytes, where {written.Length} were written, and differs from byte {same} on";
        findings.Violate(task.Name, $"{stream} of {task.Name} has {what}", end, line);
    }

    /// <summary>Whether another hand had removed its container, while something kept the containerizer from fetching what was there.</summary>
    private static bool WasTakenAway(RunRecord record, TaskView task, int before)
    {
        var index = record.Index;
        return index.Faults.Any(line => line.Sequence < before && line.Data is HandActed { IsRemoval: true } && line.Data.Container == task.Name)
            && (index.Deaths.Count > 0 || index.Faults.Any(line => line.Data is not HandActed));
    }

    private static bool IsOneLine(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') == text.Length - 1;

    private static bool MesosHasFetched(Launch launch) => Containerizer.MesosCommandLine.CommandOf(launch).Uris.Count > 0;

    /// <summary>The one exit of the task's one run; null when it ran not at all, or more than once.</summary>
    private static HistoryEvent? End(TaskView task, int before)
    {
        HistoryEvent? end = null;
        foreach (var container in task.Containers)
        {
            foreach (var run in container.Runs)
            {
                if (end is not null || run.End is null || run.End.Sequence > before)
                    return null;
                end = run.End;
            }
        }

        return end;
    }
}
