namespace Conformance.Faults;

/// <summary>The points of agent, machine and daemon at which faults may act, next to the operations of the Engine API.</summary>
public static class FaultPoints
{
    /// <summary>All of them, in ordinal order of their names.</summary>
    public static IReadOnlyList<FaultPoint> All { get; } =
    [
        new("checkpoint.write", "The containerizer writes the pid of a started container, its last checkpoint before it answers the launch."),
        new("executor.register", "An executor registers, anew or again; before: the message has come, after: the agent has noted it and has not answered."),
        new("executor.update", "A status update of an executor; before: the message has come, after: the agent has noted it and has not acknowledged it."),
        new("exit.notice", "The daemon notices that a container's process has ended; until then it says that it runs.") { IsInsideDaemon = true },
        new("intent.write", "The containerizer records that it is about to create a container; only those that do so have this point."),
        new("launch.reply", "The containerizer's answer to a launch reaches the agent; before: it is on its way, after: the agent has it."),
        new("removal.finish", "The daemon has taken a container apart but for its files, and is about to forget it; an error leaves it dead.") { IsInsideDaemon = true },
    ];

    /// <summary>The point of that name; null if there is none.</summary>
    public static FaultPoint? Find(string name)
    {
        foreach (var point in All)
        {
            if (string.Equals(point.Name, name, StringComparison.Ordinal))
                return point;
        }

        return null;
    }
}

/// <summary>One point.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Sentence">What it stands for.</param>
public sealed record FaultPoint(string Name, string Sentence)
{
    /// <summary>It lies inside of a daemon, where only the fake one has points.</summary>
    public bool IsInsideDaemon { get; init; }
}
