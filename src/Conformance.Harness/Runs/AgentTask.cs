using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>What an agent knows of one task.</summary>
/// <param name="name">Name in the scenario.</param>
/// <param name="containerId">Mesos container id.</param>
/// <param name="launch">What the containerizer is asked.</param>
/// <param name="run">Its folders.</param>
/// <param name="machine">Makes promises.</param>
internal sealed class AgentTask(string name, string containerId, Launch launch, RunPaths run, IMachine machine)
{
    /// <summary>Name in the scenario.</summary>
    public string Name { get; } = name;

    /// <summary>Mesos container id.</summary>
    public string ContainerId { get; } = containerId;

    /// <summary>What the containerizer is asked.</summary>
    public Launch Launch { get; } = launch;

    /// <summary>Its folders.</summary>
    public RunPaths Run { get; } = run;

    /// <summary>Settled when the call launch was made.</summary>
    public Completion<bool> Sent { get; } = machine.Completion<bool>();

    /// <summary>Settled when launch was answered, or never will be because the task is over.</summary>
    public Completion<bool> Launched { get; } = machine.Completion<bool>();

    /// <summary>Settled when the task is over for the agent.</summary>
    public Completion<bool> Over { get; } = machine.Completion<bool>();

    /// <summary>Its executor has registered; where none does, its launch was answered true.</summary>
    public bool IsRegistered { get; set; }

    /// <summary>Its executor, if one registers with the agent; null: the containerizer is all there is.</summary>
    public ExecutorLink? Executor { get; set; }

    /// <summary>A terminal state of it was reported.</summary>
    public bool IsReportedOver { get; set; }

    /// <summary>Somebody asked for its end.</summary>
    public bool IsKillAsked { get; set; }

    /// <summary>Data of status updates about which its executor says nothing; null until there was one.</summary>
    public string? StatusData { get; set; }

    /// <summary>Which life of the agent was asked for its end last; 0 before that.</summary>
    public int KillAskedOf { get; set; }

    /// <summary>Why the agent itself destroyed it; null if it did not.</summary>
    public string? DestroyReason { get; set; }
}
