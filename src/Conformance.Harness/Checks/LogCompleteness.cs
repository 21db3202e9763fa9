using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I10: once the terminal status is out, the sandbox's stdout and stderr hold every byte that the container's process had written,
/// in order and once, also when the agent or the daemon was restarted meanwhile. What was written is the truth of the shim on sim,
/// and on a real daemon its log, asked past the proxy at the exit, if it was still there. The fetcher's words may stand before.
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
                    JudgeStream(task, "stdout", written.Stdout, sandbox.Stdout, end, line, findings);
                    JudgeStream(task, "stderr", written.Stderr, sandbox.Stderr, end, line, findings);
                }
            }
        }

        return findings.Result();
    }

    private static void JudgeStream(
        TaskView task, string stream, byte[] written, byte[] found, HistoryEvent end, HistoryEvent line, Findings findings)
    {
        findings.Judge();
        var mayHaveMore = MesosHasFetched(task.Launch);
        if (mayHaveMore ? found.AsSpan().EndsWith(written) : found.AsSpan().SequenceEqual(written))
            return;
        var same = found.AsSpan().CommonPrefixLength(written);
        var what = same == written.Length ? $"{found.Length - same} bytes more than were written"
            : same == found.Length ? $"only the first {same} of {written.Length} bytes"
            : $"{found.Length} bytes, where {written.Length} were written, and differs from byte {same} on";
        findings.Violate(task.Name, $"{stream} of {task.Name} has {what}", end, line);
    }

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
