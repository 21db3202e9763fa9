using Conformance.Docker;
using Conformance.Harness.Runs;

namespace Conformance.Harness.Checks;

/// <summary>
/// I6: nothing that belongs to others is ever signalled, stopped, removed, renamed or updated, however much its name looks like
/// one of ours. A mutating request that names a foreign container is a violation even when the daemon refused it. A daemon that
/// ends signals all containers itself; from then on only requests count, and what is gone. Where several
/// agents share the host, the containers of each are foreign to the others, also while it is dead and when it has lost its state.
/// Judges each foreign container and, among several agents, each container of a task.
/// </summary>
public sealed class ForeignUntouched : ICheck
{
    private const int ShortestPrefix = 4;

    /// <inheritdoc/>
    public string Id => "foreign-untouched";

    /// <inheritdoc/>
    public string Sentence => "Nothing foreign is ever touched, whatever its name.";

    /// <inheritdoc/>
    public string Invariants => "I6";

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        var start = record.Index.Starts.Count > 0 ? record.Index.Starts[0].Sequence : 0;
        foreach (var container in record.Index.Containers)
        {
            if (container.IsForeign)
                JudgeContainer(record, container, start, findings);
            else if (record.Scenario.Neighbours.Count > 0 && container.Owner is { } task)
                JudgeNeighbours(record, container, task, findings);
        }

        return findings.Result();
    }

    private static void JudgeContainer(RunRecord record, ContainerView container, int start, Findings findings)
    {
        findings.Judge();
        var end = record.Index.Faults.FirstOrDefault(line => line.Data is DaemonEnded)?.Sequence ?? int.MaxValue;
        foreach (var line in record.Index.MutatingRequests)
        {
            if (line.Sequence > start && line.Data is EngineReceived { Operation: not "container.create", Target: { } target } && Names(target, container))
                findings.Violate(container.Name, $"the foreign container {container.Name} was the target of {((EngineReceived)line.Data).Operation}", container.CreatedLine, line);
        }

        foreach (var line in container.Lines)
        {
            if (line.Sequence > start && (line.Data is ContainerRemoved || (line.Data is ContainerSignalled && line.Sequence < end)))
                findings.Violate(container.Name, $"the foreign container {container.Name} was hit: {line.Data.Kind}", container.CreatedLine, line);
        }

        if (container.RemovedLine is null && !record.Truth.Containers.Any(real => real.Id == container.Id))
            findings.Violate(container.Name, $"the foreign container {container.Name} is gone", container.CreatedLine);
    }

    private static void JudgeNeighbours(RunRecord record, ContainerView container, TaskView task, Findings findings)
    {
        findings.Judge();
        foreach (var line in record.Index.MutatingRequests)
        {
            if (line.Data is EngineReceived { Operation: not "container.create", Target: { } target } request && Names(target, container)
                && (request.Owner ?? AgentName.First) is var asker && asker != task.Agent)
                findings.Violate(task.Name, $"{asker} asked for {request.Operation} of {container.Name}, which is {task.Agent}'s", task.Asked, container.CreatedLine, line);
        }
    }

    private static bool Names(string target, ContainerView container)
    {
        var name = target.StartsWith('/') ? target[1..] : target;
        return name == container.Name
            || (name.Length >= ShortestPrefix && container.Id.StartsWith(name, StringComparison.Ordinal));
    }
}
