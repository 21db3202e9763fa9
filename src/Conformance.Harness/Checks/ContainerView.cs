using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>All that a history says about one Docker container.</summary>
public sealed class ContainerView(
    string id, string name, bool isForeign, TaskView? owner, HistoryEvent line, ContainerCreated created)
{
    private readonly List<HistoryEvent> lines = [];
    private readonly List<ContainerRun> runs = [];

    /// <summary>Docker id.</summary>
    public string Id { get; } = id;

    /// <summary>Docker name without slash.</summary>
    public string Name { get; } = name;

    /// <summary>Made by the scenario for another owner.</summary>
    public bool IsForeign { get; } = isForeign;

    /// <summary>The task it was made for; null if none is known.</summary>
    public TaskView? Owner { get; } = owner;

    /// <summary>The line of its creation.</summary>
    public HistoryEvent CreatedLine { get; } = line;

    /// <summary>Its creation.</summary>
    public ContainerCreated Created { get; } = created;

    /// <summary>Later lines about it: started, exited, signalled, removed, in order.</summary>
    public IReadOnlyList<HistoryEvent> Lines => lines;

    /// <summary>
    /// Lives of its process, in order, by the real exits. A process whose exit nobody saw counts as ended with the removal of its
    /// container; that it may live on is for ground truth to say.
    /// </summary>
    public IReadOnlyList<ContainerRun> Runs => runs;

    /// <summary>The life that its process was in just before the line with this sequence number, or null.</summary>
    public ContainerRun? RunAt(int sequence)
    {
        foreach (var run in runs)
        {
            if (run.Covers(sequence))
                return run;
        }

        return null;
    }

    /// <summary>The line of its removal, or null.</summary>
    public HistoryEvent? RemovedLine
    {
        get
        {
            foreach (var line in lines)
            {
                if (line.Data is ContainerRemoved)
                    return line;
            }

            return null;
        }
    }

    /// <summary>Whether its process lived just before the line with this sequence number.</summary>
    public bool WasRunningAt(int sequence) => RunAt(sequence) is not null;

    /// <summary>The last exit before the line with this sequence number, or null.</summary>
    public HistoryEvent? LastExitBefore(int sequence)
    {
        HistoryEvent? exit = null;
        foreach (var line in lines)
        {
            if (line.Sequence < sequence && line.Data is ContainerExited)
                exit = line;
        }

        return exit;
    }

    internal void Take(HistoryEvent line)
    {
        lines.Add(line);
        if (line.Data is ContainerStarted)
            runs.Add(new ContainerRun(line, null));
        else if (line.Data is ContainerExited && runs.Count > 0)
            runs[^1] = runs[^1] with { End = line };
        else if (line.Data is ContainerRemoved && runs.Count > 0 && runs[^1].End is null)
            runs[^1] = runs[^1] with { End = line };
    }
}
