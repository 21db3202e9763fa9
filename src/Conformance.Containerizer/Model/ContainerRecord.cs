using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// What the containerizer knows of one container, from before its launch until nothing is left of it. One task at a time
/// drives a record (its launch, then its watcher); everybody else only leaves the wish that it be killed. Whoever drives it
/// re-reads <see cref="IsKillRequested"/> after every await.
/// </summary>
public sealed class ContainerRecord(string id, RunPaths paths, IMachine machine)
{
    private readonly Completion<bool> killed = machine.Completion<bool>();
    private readonly Completion<Termination> termination = machine.Completion<Termination>();

    /// <summary>Mesos container id.</summary>
    public string Id { get; } = id;

    /// <summary>Sandbox and folder of checkpoints.</summary>
    public RunPaths Paths { get; } = paths;

    /// <summary>Where it stands; only ever moved forward, by <see cref="Advance"/>.</summary>
    public ContainerPhase Phase { get; private set; }

    /// <summary>What the agent asked; null for a recovered container.</summary>
    public Launch? Launch { get; init; }

    /// <summary>What docker is asked; null for a recovered container.</summary>
    public RunSpec? Spec { get; set; }

    /// <summary>Docker name.</summary>
    public string Name { get; set; } = ContainerLabels.NameOf(id);

    /// <summary>Docker id; null until known.</summary>
    public string? DockerId { get; set; }

    /// <summary>By what to address it: the id if known, since a name may come to mean another container.</summary>
    public string Address => DockerId ?? Name;

    /// <summary>Resources in force.</summary>
    public IReadOnlyList<Resource> Resources { get; set; } = [];

    /// <summary>Resources that an update asked for before there was anything to update.</summary>
    public IReadOnlyList<Resource>? LaterResources { get; set; }

    /// <summary>Host pid of the root process when it was last seen running, in this life or, by the checkpoint, in an earlier one; 0 before.</summary>
    public int Pid { get; set; }

    /// <summary>The root process, once it was seen alive on this host.</summary>
    public ProcessIdentity? Process { get; set; }

    /// <summary>How often in a row the root process was not found though it should be there.</summary>
    public int ProcessMisses { get; set; }

    /// <summary>Paths of its control groups, found while it was surely alive.</summary>
    public ContainerCgroup? Cgroup { get; set; }

    /// <summary>The state in which it was seen ended; saves the wait.</summary>
    public ContainerState? SeenEnded { get; set; }

    /// <summary>A <c>docker wait</c> that was opened while it was running.</summary>
    public Task<int>? OpenWait { get; set; }

    /// <summary>The follower of its output; null for none.</summary>
    public Task<IDockerFollower>? Follower { get; set; }

    /// <summary>Where its output begins in the sandbox's files.</summary>
    public OutputBegin OutputBegin { get; set; } = OutputBegin.Zero;

    /// <summary>Lengths of output files at the last look, by path.</summary>
    public Dictionary<string, int> LengthsSeen { get; } = [];

    /// <summary>Whether its pid is to be written to disk.</summary>
    public bool IsCheckpointed { get; init; }

    /// <summary>It was started by an earlier life of the agent.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>Why its launch failed; null if it did not.</summary>
    public string? LaunchFailure { get; set; }

    /// <summary>When calls about it began to fail; null while it was last seen running or ended.</summary>
    public Instant? TroubleSince { get; set; }

    /// <summary>Whether its end was asked for before the end was seen. Never taken back.</summary>
    public bool IsKillRequested { get; private set; }

    /// <summary>Completes when its end is asked for.</summary>
    public Task Killed => killed.Task;

    /// <summary>Completes with its termination.</summary>
    public Task<Termination> Termination => termination.Task;

    /// <summary>Whether the termination was told.</summary>
    public bool IsTerminated => termination.IsSettled;

    /// <summary>Moves forward; a step back is a fault of this program.</summary>
    public void Advance(ContainerPhase phase)
    {
        if (phase < Phase)
            throw new InvalidOperationException($"Container {Id} cannot go from {Phase} back to {phase}.");
        Phase = phase;
    }

    /// <summary>Remembers that it is to end; nothing happens once it has ended.</summary>
    public void RequestKill()
    {
        if (Phase >= ContainerPhase.Destroying || IsKillRequested)
            return;
        IsKillRequested = true;
        killed.TrySet(true);
    }

    /// <summary>Tells the termination; only the first counts.</summary>
    public void Terminate(Termination value) => termination.TrySet(value);

    /// <summary>Awaits work unless the container is to be killed first; false if it is. The caller awaits the work itself.</summary>
    public async Task<bool> UnlessKilled(Task work)
    {
        if (!work.IsCompleted)
            await Task.WhenAny(work, killed.Task);
        return !IsKillRequested;
    }
}
