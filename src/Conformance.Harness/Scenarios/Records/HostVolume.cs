using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>Volume: a file or folder of the host in the container.</summary>
public sealed record HostVolume
{
    /// <summary>Volume.host_path; null for absent, which Mesos refuses.</summary>
    [Meaning("A file of this scenario that lies on the host, or an absolute path there. Default: absent.")]
    public string? Host { get; init; }

    /// <summary>Volume.container_path.</summary>
    [Meaning("Path in the container.")]
    public required string Path { get; init; }

    /// <summary>Volume.mode.</summary>
    [Meaning("rw or ro. Default: rw.", OneOf = "rw ro")]
    public string Mode { get; init; } = "rw";
}
