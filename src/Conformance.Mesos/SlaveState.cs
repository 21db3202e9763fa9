using Conformance.Mesos.Messages;

namespace Conformance.Mesos;

/// <summary>What an agent read back from its checkpoints before it calls recover (Mesos 0.20.0, src/slave/state.hpp).</summary>
/// <param name="SlaveId">Id of the agent that wrote them.</param>
/// <param name="Executors">Executors of all frameworks, in ordinal order of framework and executor id.</param>
public sealed record SlaveState(string SlaveId, IReadOnlyList<ExecutorState> Executors);

/// <summary>One checkpointed executor.</summary>
/// <param name="FrameworkId">Its framework.</param>
/// <param name="ExecutorId">Its id; for a command task the id of the task.</param>
/// <param name="Info">executor.info; null if missing or torn.</param>
/// <param name="Latest">The run that the link <c>latest</c> names; null if there is none.</param>
/// <param name="Runs">All runs found.</param>
public sealed record ExecutorState(
    string FrameworkId, string ExecutorId, ExecutorInfo? Info, string? Latest, IReadOnlyList<RunState> Runs);

/// <summary>One checkpointed run of an executor, that is, one container.</summary>
/// <param name="ContainerId">The Mesos container id.</param>
/// <param name="ForkedPid">pids/forked.pid; null if missing or torn.</param>
/// <param name="LibprocessPid">pids/libprocess.pid; null if missing.</param>
/// <param name="IsCompleted">The sentinel exists: the run is over and acknowledged.</param>
/// <param name="MetaFolder">The run's folder below meta/, where a containerizer may keep checkpoints of its own.</param>
/// <param name="SandboxFolder">The run's sandbox.</param>
public sealed record RunState(
    string ContainerId, int? ForkedPid, string? LibprocessPid, bool IsCompleted, string MetaFolder, string SandboxFolder);
