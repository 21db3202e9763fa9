using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I8: the limits in force are those of the last accepted launch or update, also after recovery. A container is created with the
/// weight and the memory limit of its task; whenever its control groups are read (after each call of update and usage, after each
/// recovery, at the end) they say what was asked for last. The hard memory limit only ever rises, as in Mesos: lowering it below what
/// is used would kill. An update whose answer failed or never came may or may not be in force, and one that came before the
/// container ran may still be on its way, except at the end. One that asks for what is in force already may be passed over, with the
/// soft memory limit that only updates set.
/// Judges each created container with limits, and each reading. Of version 2 of control groups only the memory limits.
/// </summary>
public sealed class LimitFidelity : ICheck
{
    /// <inheritdoc/>
    public string Id => "limit-fidelity";

    /// <inheritdoc/>
    public string Sentence => "The limits in force are those of the last accepted launch or update, also after recovery.";

    /// <inheritdoc/>
    public string Invariants => "I8";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        var minShares = MinShares(record);
        foreach (var container in record.Index.Containers)
        {
            if (container.IsForeign || container.Owner is not { Launch.TaskInfo: { } info } task)
                continue;
            JudgeCreated(task, container, Wanted(record, info.Resources, minShares), findings);
            foreach (var line in container.Lines)
            {
                if (line.Data is ContainerMeasured measured)
                    JudgeFigures(record, task, container, line, measured.Figures, findings);
            }

            foreach (var real in record.Truth.Containers)
            {
                if (real.Id == container.Id && real.Figures is { } figures)
                    JudgeFigures(record, task, container, null, figures, findings);
            }
        }

        return findings.Result();
    }

    private static void JudgeCreated(TaskView task, ContainerView container, Limits wanted, Findings findings)
    {
        if (container.Created.Spec.HostConfig is not { } config || wanted is { Shares: null, Memory: null })
            return;
        findings.Judge();
        if (wanted.Shares is { } shares && config.CpuShares != shares)
            findings.Violate(task.Name, $"{container.Name} was created with {config.CpuShares} CPU shares; its task asks for {shares}", task.Asked, container.CreatedLine);
        if (wanted.Quota is { } quota && config.CpuQuota != quota)
            findings.Violate(task.Name, $"{container.Name} was created with a CPU quota of {config.CpuQuota}; its task asks for {quota}", task.Asked, container.CreatedLine);
        if (wanted.Memory is { } memory && config.Memory != memory)
            findings.Violate(task.Name, $"{container.Name} was created with a memory limit of {config.Memory} bytes; its task asks for {memory}", task.Asked, container.CreatedLine);
    }

    /// <param name="record">The run.</param>
    /// <param name="task">Whose.</param>
    /// <param name="container">What was read.</param>
    /// <param name="line">When; null for the end of the run.</param>
    /// <param name="figures">What was found.</param>
    /// <param name="findings">Gets the result.</param>
    private static void JudgeFigures(
        RunRecord record, TaskView task, ContainerView container, HistoryEvent? line, CgroupFigures figures, Findings findings)
    {
        var minShares = MinShares(record);
        var wanted = Wanted(record, task.Launch.TaskInfo.Resources, minShares);
        HistoryEvent? last = null;
        (long? hard, long? soft) = (wanted.Memory, null);
        var isUnknown = false;
        foreach (var call in task.Calls)
        {
            if (call.Made is not { Method: "update", Resources: { } resources } || call.Line.Sequence > (line?.Sequence ?? int.MaxValue))
                continue;
            // Who is over, or lost with the agent's state, has nothing to be updated.
            if (task.Reports.Any(report => report.Sequence < call.Line.Sequence && report.Data is TaskReported { State: not TaskState.TaskRunning }))
                return;
            var isOpen = call.AnswerLine is null || call.Answered!.Failure is not null;
            var isEarly = container.Runs.Count == 0 || call.Line.Sequence < container.Runs[0].Start.Sequence || !IsLaunched(task, call.Line.Sequence);
            isUnknown = isOpen || (isEarly && line is not null);
            var now = Wanted(record, resources, minShares);
            if (isUnknown)
            {
                // What it mentions a later update decides anew, except the hard limit, which this one may have raised.
                wanted = wanted with { Shares = now.Shares is null ? wanted.Shares : null, Quota = now.Quota is null ? wanted.Quota : null };
                (soft, hard) = (now.Memory is null ? soft : null, null);
                continue;
            }

            if (now == wanted)
                continue;
            wanted = new Limits(now.Shares ?? wanted.Shares, now.Quota ?? wanted.Quota, now.Memory ?? wanted.Memory);
            (soft, hard, last) = (now.Memory ?? soft, now.Memory > hard ? now.Memory : hard, call.AnswerLine);
        }

        if (isUnknown)
            return;
        findings.Judge();
        Compare("CPU shares", figures.IsUnified ? null : wanted.Shares, figures.CpuShares);
        Compare("CPU quota", wanted.Quota, figures.CpuQuota);
        Compare("soft memory limit", soft, figures.SoftLimit);
        Compare("memory limit", hard, figures.HardLimit);

        void Compare(string what, long? asked, long? found)
        {
            if (asked is not null && found != asked)
                findings.Violate(task.Name, $"{what} of {container.Name} is {found?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}{(line is null ? " at the end" : "")}; asked for last was {asked}", container.CreatedLine, last, line);
        }
    }

    private static bool IsLaunched(TaskView task, int sequence)
    {
        foreach (var call in task.Calls)
        {
            if (call.Answered?.Launched == true && call.AnswerLine!.Sequence < sequence)
                return true;
        }

        return false;
    }

    private static long MinShares(RunRecord record) => ProfileOf(record).MinCpuShares;

    private static Profile ProfileOf(RunRecord record) => Profile.Parse(record.Profile) ?? Profile.Strict;

    private static Limits Wanted(RunRecord record, IReadOnlyList<Resource> resources, long minShares) => new(
        ResourceArithmetic.Cpus(resources) is { } cpus ? ResourceArithmetic.CpuShares(cpus, minShares) : null,
        record.Scenario.Agent.Cfs && ProfileOf(record).HasLaterOptions && ResourceArithmetic.Cpus(resources) is { } ceiling ? ResourceArithmetic.CfsQuota(ceiling) : null,
        ResourceArithmetic.MemoryBytes(resources) is { } bytes ? ResourceArithmetic.MemoryLimit(bytes) : null);

    private readonly record struct Limits(long? Shares, long? Quota, long? Memory);
}
