using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>All that a history says about one Docker container.</summary>
public sealed class ContainerView(
    string id, string name, bool isForeign, TaskView? owner, HistoryEvent line, ContainerCreated created)
{
    private readonly List<HistoryEvent> lines = [];

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
    public bool WasRunningAt(int sequence)
    {
        var running = false;
        foreach (var line in lines)
        {
            if (line.Sequence >= sequence)
                break;
            running = line.Data switch
            {
                ContainerStarted => true,
                ContainerExited or ContainerRemoved => false,
                _ => running,
            };
        }

        return running;
    }

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

    internal void Take(HistoryEvent line) => lines.Add(line);
}
