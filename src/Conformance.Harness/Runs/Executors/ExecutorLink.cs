using Conformance.Mesos;
using Conformance.Mesos.Messages;
using Google.Protobuf;

namespace Conformance.Harness.Runs;

/// <summary>How far an agent is with an executor; the words are those of Mesos' slave.</summary>
internal enum ExecutorPhase
{
    /// <summary>It was started, or the agent has come back: it must report.</summary>
    Registering,

    /// <summary>It has.</summary>
    Running,

    /// <summary>It is to end.</summary>
    Terminating,
}

/// <summary>What an agent knows of the executor of one task that registers with it.</summary>
/// <param name="task">The task that it will be given, as the framework wrote it.</param>
/// <param name="isCustom">A framework's own, in the container; else the command executor on the host.</param>
internal sealed class ExecutorLink(TaskInfo task, bool isCustom)
{
    /// <summary>The task that it will be given, as the framework wrote it.</summary>
    public TaskInfo Task { get; } = task;

    /// <summary>A framework's own, in the container; else the command executor on the host.</summary>
    public bool IsCustom { get; } = isCustom;

    /// <summary>How far the agent is with it.</summary>
    public ExecutorPhase Phase { get; set; }

    /// <summary>The agent has come back and calls it: it must register again, not anew.</summary>
    public bool MustReregister { get; set; }

    /// <summary>Its address; null until it has registered.</summary>
    public UPid? Pid { get; set; }

    /// <summary>Whether the task was sent to it.</summary>
    public bool HasTask { get; set; }

    /// <summary>Status updates that were taken, by their ids: an executor repeats what it thinks was lost.</summary>
    public HashSet<ByteString> Updates { get; } = [];
}
