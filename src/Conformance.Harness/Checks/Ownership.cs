using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>
/// I6: every stop, kill, removal, pause, rename, update, signal and cgroup write hits a container that the agent had made for a task,
/// and one that is meant to be hit: a container whose launch was answered with true, that nobody destroyed and that no fault made
/// doubtful is left alone while its process lives, and its control groups are written for an update of that very task only. Requests that name a foreign container,
/// and those about another agent's, are for <see cref="ForeignUntouched"/>; signals and writes of another agent are judged here. Signals and cgroup writes are seen on sim; on a real daemon the limits of foreign
/// containers are compared at the end.
/// Judges each such request, signal and write, and each foreign container whose limits were read.
/// </summary>
public sealed class Ownership : ICheck
{
    /// <inheritdoc/>
    public string Id => "ownership";

    /// <inheritdoc/>
    public string Sentence => "Every stop, kill, removal, signal and cgroup write hits a container of the task at hand.";

    /// <inheritdoc/>
    public string Invariants => "I6";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var line in record.Index.MutatingRequests)
            JudgeRequest(record, line, (EngineReceived)line.Data, findings);
        foreach (var line in record.Index.HostActs)
        {
            if (line.Data is ProcessSignalled signal && AgentName.Is(line.Actor))
                JudgeSignal(record, line, signal, findings);
            else if (line.Data is CgroupWritten write && AgentName.Is(line.Actor))
                JudgeWrite(record, line, write, findings);
        }

        foreach (var container in record.Truth.Containers)
            JudgeForeignLimits(record, container, findings);
        return findings.Result();
    }

    private static void JudgeRequest(RunRecord record, HistoryEvent line, EngineReceived request, Findings findings)
    {
        if (request.Operation is "container.create" || !request.Operation.StartsWith("container.", StringComparison.Ordinal) || request.Target is not { } target)
            return;
        var container = Find(record, target, line.Sequence);
        var task = container?.Owner ?? record.Index.Owner(target);
        if (container is { IsForeign: true } || (task is not null && task.Agent != (request.Owner ?? AgentName.First)))
            return;
        findings.Judge();
        if (task is null)
            findings.Violate(container?.Name ?? target, $"{request.Operation} of {container?.Name ?? target}, which was made for no task", container?.CreatedLine, line);
        else if (request.Operation is not "container.start" && container is not null && IsToBeLeftAlone(record, task, container, line))
            findings.Violate(task.Name, $"{request.Operation} of {container.Name}, which runs and which nobody destroyed", task.LaunchCall?.AnswerLine, line);
    }

    private static void JudgeSignal(RunRecord record, HistoryEvent line, ProcessSignalled signal, Findings findings)
    {
        findings.Judge();
        foreach (var container in record.Index.Containers)
        {
            if (container.RunAt(line.Sequence) is not { } run || ((ContainerStarted)run.Start.Data).Pid != signal.Pid)
                continue;
            if (container.Owner is null || container.IsForeign || container.Owner.Agent != line.Actor || IsToBeLeftAlone(record, container.Owner, container, line))
                findings.Violate(container.Owner?.Name ?? container.Name, $"signal {signal.Signal} to pid {signal.Pid}, which is {container.Name}; nobody had asked for its end", run.Start, line);
            return;
        }

        if (!record.Index.StartedByAgent(line.Actor, signal.Pid, line.Sequence))
            findings.Violate(null, $"signal {signal.Signal} to pid {signal.Pid}, which is neither a container's nor a program of the agent", line);
    }

    private static void JudgeWrite(RunRecord record, HistoryEvent line, CgroupWritten write, Findings findings)
    {
        findings.Judge();
        var container = record.Index.Container(write.Id);
        if (container?.Owner is not { } task || container.IsForeign || task.Agent != line.Actor)
        {
            findings.Violate(container?.Name, $"{write.File} of {container?.Name ?? write.Id} was written, which was made for no task of {line.Actor}", container?.CreatedLine, line);
            return;
        }

        foreach (var call in task.Calls)
        {
            if (call.Made.Method == "update" && call.Line.Sequence < line.Sequence)
                return;
        }

        findings.Violate(task.Name, $"{write.File} of {container.Name} was written, though no update of {task.Name} was asked for", container.CreatedLine, line);
    }

    private static void JudgeForeignLimits(RunRecord record, RealContainer container, Findings findings)
    {
        if (!container.IsForeign || container.Figures is not { } figures || record.Index.Container(container.Id) is not { } view)
            return;
        findings.Judge();
        var asked = view.Created.Spec.HostConfig;
        if (!figures.IsUnified && asked is { CpuShares: 0, Memory: 0 } && (figures.CpuShares is not (null or CgroupFigures.DefaultShares) || figures.HardLimit is not null))
            findings.Violate(container.Name, $"the foreign container {container.Name} had no limits and now has {figures}", view.CreatedLine);
    }

    /// <summary>
    /// It runs as it should: its launch was answered with true, the agent has lived since, no fault has hit it, and nobody destroyed it.
    /// </summary>
    private static bool IsToBeLeftAlone(RunRecord record, TaskView task, ContainerView container, HistoryEvent line)
    {
        HistoryEvent? launched = null;
        foreach (var call in task.Calls)
        {
            if (call.Made.Method == "destroy" && call.Line.Sequence < line.Sequence)
                return false;
            if (call.Answered?.Launched == true && call.AnswerLine!.Sequence < line.Sequence)
                launched = call.AnswerLine;
        }

        foreach (var report in task.Reports)
        {
            // What was told over is the containerizer's to clean up; whether that was told too early is for kill-truth.
            if (report.Sequence < line.Sequence && OneTermination.IsTerminal(((TaskReported)report.Data).State))
                return false;
        }

        if (launched is null || !container.WasRunningAt(line.Sequence))
            return false;
        foreach (var fault in record.Index.Faults)
        {
            if (fault.Sequence < line.Sequence && (fault.Data.Container is null || fault.Data.Container == task.Name))
                return false;
        }

        foreach (var death in record.Index.DeathsOf(task.Agent))
        {
            if (death.Sequence > launched.Sequence && death.Sequence < line.Sequence)
                return false;
        }

        return true;
    }

    /// <summary>The container that a request means: by full id, by name, by prefix of an id.</summary>
    private static ContainerView? Find(RunRecord record, string target, int sequence)
    {
        var word = target.StartsWith('/') ? target[1..] : target;
        ContainerView? found = record.Index.Container(word);
        foreach (var container in record.Index.Containers)
        {
            if (found is null && container.CreatedLine.Sequence < sequence && (container.Name == word || container.Id.StartsWith(word, StringComparison.Ordinal)))
                found = container;
        }

        return found;
    }
}
