using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I9: usage describes this container and nothing else. Figures are answered only for a container that really ran at some time
/// between call and answer. Its control groups are read before the call and after the answer, past subject and daemon: processor time
/// only grows, so that the answer's must lie between the two readings; resident memory is at most the peak. Limits in the answer are
/// those of the last accepted launch or update. An error, or an answer without figures, is always allowed here.
/// Judges each answered usage with figures.
/// </summary>
public sealed class UsageFidelity : ICheck
{
    /// <summary>Processor time is counted in ticks of 10 ms, for user and system apart.</summary>
    private const double Tick = 0.02;

    /// <inheritdoc/>
    public string Id => "usage-fidelity";

    /// <inheritdoc/>
    public string Sentence => "Usage describes this container only, or is an error; never the host, a dead or another container.";

    /// <inheritdoc/>
    public string Invariants => "I9";

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
                if (call.Answered?.Statistics is { } statistics && HasFigures(statistics))
                    JudgeCall(task, call, statistics, findings);
            }
        }

        return findings.Result();
    }

    private static void JudgeCall(TaskView task, CallView call, ResourceStatistics statistics, Findings findings)
    {
        findings.Judge();
        var container = Ran(task, call);
        if (container is null)
        {
            findings.Violate(task.Name, $"usage of {task.Name} was answered with figures, though no process of it ran", task.Asked, call.Line, call.AnswerLine);
            return;
        }

        var seconds = statistics.CpusUserTimeSecs + statistics.CpusSystemTimeSecs;
        if (Reading(container, call.Line, isAfter: false) is { Data: ContainerMeasured { Figures.CpuSeconds: { } before } } earlier && seconds < before - Tick)
            Differ(FormattableString.Invariant($"{seconds:0.###} s of processor time, though it had used {before:0.###} s before"), earlier);
        if (Reading(container, call.AnswerLine!, isAfter: true) is { Data: ContainerMeasured { Figures: { } figures } } later)
        {
            if (seconds > figures.CpuSeconds + Tick)
                Differ(FormattableString.Invariant($"{seconds:0.###} s of processor time, though it has used {figures.CpuSeconds:0.###} s only"), later);
            if (statistics.HasMemRssBytes && figures.MemoryPeak is { } peak && statistics.MemRssBytes > (ulong)peak)
                Differ($"{statistics.MemRssBytes} bytes of resident memory, though it never had more than {peak}", later);
        }

        JudgeLimits(task, call, statistics, Differ);

        void Differ(string words, HistoryEvent? line) =>
            findings.Violate(task.Name, $"usage of {task.Name} says {words}", call.Line, call.AnswerLine, line);
    }

    private static void JudgeLimits(TaskView task, CallView call, ResourceStatistics statistics, Action<string, HistoryEvent?> differ)
    {
        IReadOnlyList<Resource>? asked = task.Launch.TaskInfo?.Resources;
        HistoryEvent? last = null;
        foreach (var update in task.Calls)
        {
            if (update.Made is not { Method: "update", Resources: { } resources } || update.Line.Sequence > call.AnswerLine!.Sequence)
                continue;
            if (update.AnswerLine is null || update.AnswerLine.Sequence > call.Line.Sequence || update.Answered!.Failure is not null)
                return;
            (asked, last) = (resources, update.AnswerLine);
        }

        if (asked is null)
            return;
        if (statistics.HasMemLimitBytes && ResourceArithmetic.MemoryBytes(asked) is { } memory && statistics.MemLimitBytes != (ulong)memory)
            differ($"a memory limit of {statistics.MemLimitBytes} bytes; asked for last was {memory}", last);
        if (statistics.HasCpusLimit && ResourceArithmetic.Cpus(asked) is { } cpus && Math.Abs(statistics.CpusLimit - cpus) > 1e-6)
            differ(FormattableString.Invariant($"a limit of {statistics.CpusLimit} processors; asked for last was {cpus}"), last);
    }

    private static bool HasFigures(ResourceStatistics statistics) =>
        statistics.HasCpusUserTimeSecs || statistics.HasCpusSystemTimeSecs || statistics.HasMemRssBytes;

    private static ContainerView? Ran(TaskView task, CallView call)
    {
        foreach (var container in task.Containers)
        {
            foreach (var run in container.Runs)
            {
                if (run.Start.Sequence < call.AnswerLine!.Sequence && (run.End is null || run.End.Sequence > call.Line.Sequence))
                    return container;
            }
        }

        return null;
    }

    /// <summary>The reading that belongs to a line: the last one before it, or the first one after it.</summary>
    private static HistoryEvent? Reading(ContainerView container, HistoryEvent line, bool isAfter)
    {
        HistoryEvent? found = null;
        foreach (var reading in container.Lines)
        {
            if (reading.Data is not ContainerMeasured)
                continue;
            if (isAfter && reading.Sequence > line.Sequence)
                return reading;
            if (!isAfter && reading.Sequence < line.Sequence)
                found = reading;
        }

        return found;
    }
}
