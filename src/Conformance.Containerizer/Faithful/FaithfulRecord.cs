using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>Where a container stands for Mesos 0.20.</summary>
internal enum FaithfulState
{
    Fetching,
    Pulling,
    Running,
    Destroying,
}

/// <summary>What Mesos 0.20 keeps of one container (docker.cpp@0.20.0, struct Container).</summary>
internal sealed class FaithfulRecord(ContainerRecord shared, IMachine machine)
{
    /// <summary>What stages of the correct containerizer that serve here too know of it.</summary>
    public ContainerRecord Shared { get; } = shared;

    /// <summary>Mesos container id.</summary>
    public string Id => Shared.Id;

    /// <summary>Docker name.</summary>
    public string Name => Shared.Name;

    /// <summary>Where it stands.</summary>
    public FaithfulState State { get; set; }

    /// <summary>The pull under way.</summary>
    public IDockerPull? Pull { get; set; }

    /// <summary>Why <c>docker run</c>, or from 0.23.0 the launch, failed.</summary>
    public string? RunFailure { get; set; }

    /// <summary>Resources of the last update, or of the task.</summary>
    public IReadOnlyList<Resource> Resources { get; set; } = [];

    /// <summary>Pid of the container's first process, as an update once saw it; never looked up again.</summary>
    public int CgroupPid { get; set; }

    /// <summary>The executor on the host, if this life of the agent has forked it.</summary>
    public IChildProcess? Executor { get; set; }

    /// <summary>Settled once <see cref="Status"/> is there: until then nothing ends the container.</summary>
    public Completion<bool> IsReaped { get; } = machine.Completion<bool>();

    /// <summary>The raw wait status of whoever is reaped, null for a process that is no child.</summary>
    public Task<int?>? Status { get; set; }

    /// <summary>What wait answers. If it is never settled, waiting never ends.</summary>
    public Completion<Termination> Termination { get; } = machine.Completion<Termination>();
}
