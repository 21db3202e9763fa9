using System.Globalization;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>The harness has read the control groups of a running container, past subject and daemon.</summary>
/// <param name="Id">Docker id.</param>
/// <param name="Figures">What they say.</param>
public sealed record ContainerMeasured(string Id, CgroupFigures Figures) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "container.measured";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override string Describe() => Figures.ToString();
}

/// <summary>What the control groups of a container say. Null members are not to be had, or are no limit.</summary>
public sealed record CgroupFigures
{
    /// <summary>Weight of a container for which none was asked: 1024.</summary>
    public const long DefaultShares = 1024;

    /// <summary>They are of version 2, which has another weight.</summary>
    public bool IsUnified { get; init; }

    /// <summary><c>cpu.shares</c>; null on version 2.</summary>
    public long? CpuShares { get; init; }

    /// <summary><c>cpu.cfs_quota_us</c>, or the first number of <c>cpu.max</c>, of a period of 100 ms; null for none.</summary>
    public long? CpuQuota { get; init; }

    /// <summary><c>memory.soft_limit_in_bytes</c> or <c>memory.low</c>; null for none.</summary>
    public long? SoftLimit { get; init; }

    /// <summary><c>memory.limit_in_bytes</c> or <c>memory.max</c>; null for none.</summary>
    public long? HardLimit { get; init; }

    /// <summary>Seconds of processor time, user and system.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>The most memory it ever had, in bytes; null on version 2.</summary>
    public long? MemoryPeak { get; init; }

    /// <summary>Limits only: what is used differs from run to run on a real machine.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(CpuShares is { } shares ? $"cpu shares {shares}, " : "")}{(CpuQuota is { } quota ? $"cpu quota {quota}, " : "")}memory {Text(HardLimit)}, soft {Text(SoftLimit)}");

    private static string Text(long? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
}
