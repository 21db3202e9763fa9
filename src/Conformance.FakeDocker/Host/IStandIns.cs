using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// Another host, on which a process stands for each run of a container: what looks there for the pid that the daemon tells finds it, for as long
/// as the container's own process lives, and ends both with a signal.
/// </summary>
public interface IStandIns
{
    /// <summary>Lets a process stand for a run of a container.</summary>
    /// <param name="id">Docker id.</param>
    /// <param name="config">Its limits.</param>
    /// <param name="onSignal">Called in the world when a signal of somebody else has ended the process.</param>
    IStandIn Begin(string id, HostConfig config, Action<int> onSignal);
}

/// <summary>A process that stands for a run of a container.</summary>
public interface IStandIn
{
    /// <summary>Its pid.</summary>
    int Pid { get; }

    /// <summary>Puts the limits of an update in force.</summary>
    void Limit(HostConfig config);

    /// <summary>Ends it; completes in the world when nothing of it is left.</summary>
    Task End();
}
