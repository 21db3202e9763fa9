using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>What actions can do to the world around them. Implemented by the runner of each backend.</summary>
public interface IFaultHost
{
    /// <summary>A promise of the machine that the plan runs on; may be settled from any thread of it.</summary>
    Completion<T> Completion<T>();

    /// <summary>Waits, in the scenario's time (divided by the time scale on wall-clock backends).</summary>
    Task Delay(TimeSpan duration);

    /// <summary>Kills an agent with the containerizer in it. From a point of that very process it does not return.</summary>
    Task CrashAgent(AgentCrash crash);

    /// <summary>
    /// Ends the daemon and brings it back after a time. Completes when it is down; from within that very daemon it does not
    /// return.
    /// </summary>
    Task EndDaemon(DaemonEnd how, TimeSpan downtime);

    /// <summary>Removes an image of the scenario from the daemon, by another hand than the containerizer's and past all faults.</summary>
    Task RemoveImage(string image);
}

/// <summary>How a daemon ends.</summary>
public enum DaemonEnd
{
    /// <summary>In order, with TERM.</summary>
    Stop,

    /// <summary>With KILL.</summary>
    Crash,
}

/// <summary>How an agent dies, and which.</summary>
/// <param name="State">What is left of its checkpoints.</param>
/// <param name="WithChildren">Its child processes (docker programs) die with it; else they go on.</param>
/// <param name="Agent">Name of a neighbour; null for the first agent.</param>
public sealed record AgentCrash(StateLoss State, bool WithChildren, string? Agent = null);

/// <summary>What is left of an agent's checkpoints after its crash.</summary>
public enum StateLoss
{
    /// <summary>All of them.</summary>
    Kept,

    /// <summary>The last write is torn at a byte that the seed chooses, or its rename is missing.</summary>
    Partial,

    /// <summary>The folder is gone; the agent comes back with a new id.</summary>
    Lost,
}
