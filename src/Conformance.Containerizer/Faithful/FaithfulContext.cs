using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>What the parts of one faithful containerizer share.</summary>
/// <param name="Machine">Clock, disk, processes.</param>
/// <param name="Docker">The daemon.</param>
/// <param name="Options">Flags; bounds are not looked at.</param>
/// <param name="Profile">Command lines.</param>
/// <param name="Release">Everything else.</param>
internal sealed record FaithfulContext(IMachine Machine, IDocker Docker, ContainerizerOptions Options, Profile Profile, Release Release)
{
    /// <summary>Mesos 0.20 gives no call a limit. A week stands for that: longer than any run.</summary>
    public static readonly TimeSpan NoLimit = TimeSpan.FromDays(7);

    /// <summary>The records by Mesos container id.</summary>
    public SortedDictionary<string, FaithfulRecord> Containers { get; } = new(StringComparer.Ordinal);

    /// <summary>Layout of the agent's folders.</summary>
    public AgentPaths Paths { get; } = new(Options.WorkFolder);

    /// <summary>The words of the docker program.</summary>
    public DockerArguments Program { get; } = new(Options.DockerProgram, Options.DockerHost, IsTyped: false);

    /// <summary>Whether this very record is still in the table: a destroy takes it out.</summary>
    public bool Knows(FaithfulRecord record) => Containers.TryGetValue(record.Id, out var found) && ReferenceEquals(found, record);

    /// <summary>Docker name of a container.</summary>
    public string NameOf(string containerId) => Release.Names == NameScheme.ContainerId
        ? ContainerLabels.NameOf(containerId)
        : ContainerLabels.NameOf(Options.SlaveId + "." + containerId);
}
