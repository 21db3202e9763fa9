using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>What all stages of one containerizer share.</summary>
/// <param name="Machine">Clock, disk, processes.</param>
/// <param name="Docker">The daemon.</param>
/// <param name="Options">Flags and bounds.</param>
/// <param name="Profile">Behaviours.</param>
public sealed record ContainerizerContext(IMachine Machine, IDocker Docker, ContainerizerOptions Options, Profile Profile)
{
    /// <summary>The records.</summary>
    public ContainerTable Containers { get; } = new();

    /// <summary>The stages; set once, before the first call.</summary>
    public Stages Stages { get; internal set; } = null!;

    /// <summary>Layout of the agent's folders.</summary>
    public AgentPaths Paths { get; } = new(Options.WorkFolder);

    /// <summary>A new back-off for one loop.</summary>
    public Backoff Backoff() => new(Machine, Options.RetryPause);
}
