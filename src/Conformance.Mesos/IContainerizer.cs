using Conformance.Mesos.Messages;

namespace Conformance.Mesos;

/// <summary>
/// The seven calls of a Mesos 0.20 containerizer. Whoever can be a subject is driven through this.
/// A failed call throws <see cref="ContainerizerException"/>, which says whether its effect is known not to have happened.
/// Calls may run at the same time, also several for one container.
/// </summary>
public interface IContainerizer
{
    /// <summary>
    /// First call after each start of the agent. Adopts every run in <paramref name="state"/> that can be adopted;
    /// containers of this agent that are in no run are removed. Null: nothing was checkpointed (or it was lost), so all
    /// containers of this agent are orphans.
    /// </summary>
    Task Recover(SlaveState? state);

    /// <summary>True: supported and started. False: not a Docker container, somebody else's. Throws: something broke.</summary>
    Task<bool> Launch(Launch launch);

    /// <summary>Sets the resources in force; absolute totals, not differences.</summary>
    Task Update(string containerId, IReadOnlyList<Resource> resources);

    /// <summary>What the container uses now.</summary>
    Task<ResourceStatistics> Usage(string containerId);

    /// <summary>Completes when the container is gone. May be called by several callers, and during the launch.</summary>
    Task<Termination> Wait(string containerId);

    /// <summary>
    /// Kills everything and releases everything. An unknown container is no error, nor is a second call. Returns when the
    /// destroy is under way or done; the end is told by <see cref="Wait"/>.
    /// </summary>
    Task Destroy(string containerId);

    /// <summary>Ids of the containers it knows, launching ones included.</summary>
    Task<IReadOnlyList<string>> Containers();
}

/// <summary>A call of a containerizer failed.</summary>
/// <param name="message">The reason, as the framework should read it.</param>
/// <param name="isDefinite">True if the effect is known not to have happened; false (the default) if it may have.</param>
public sealed class ContainerizerException(string message, bool isDefinite = false) : Exception(message)
{
    /// <summary>True if the effect is known not to have happened.</summary>
    public bool IsDefinite { get; } = isDefinite;
}
