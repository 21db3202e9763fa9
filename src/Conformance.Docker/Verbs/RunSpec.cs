namespace Conformance.Docker;

/// <summary>What <c>docker run -d</c> is asked for, in the order in which Mesos writes its options.</summary>
public sealed record RunSpec
{
    /// <summary>--name.</summary>
    public required string Name { get; init; }

    /// <summary>Image, exactly as given.</summary>
    public required string Image { get; init; }

    /// <summary>Words after the image; empty for none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>--entrypoint; null keeps the image's.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>-e, in order; duplicates are kept.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>-v, in order.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>--label, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>--net.</summary>
    public string Network { get; init; } = "host";

    /// <summary>-c; null for none.</summary>
    public long? CpuShares { get; init; }

    /// <summary>--cpu-quota in microseconds of each 100 ms; null for none.</summary>
    public long? CpuQuota { get; init; }

    /// <summary>-m in bytes; null for none.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>--privileged.</summary>
    public bool Privileged { get; init; }

    /// <summary>--hostname; null for none.</summary>
    public string? Hostname { get; init; }

    /// <summary>--KEY=VALUE, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>-p, such as <c>31000:80/tcp</c>, in order.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>HOME of the docker program, where it finds credentials; null for the agent's own.</summary>
    public string? Home { get; init; }
}
