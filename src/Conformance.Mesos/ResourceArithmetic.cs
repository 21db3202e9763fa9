using Conformance.Mesos.Messages;

namespace Conformance.Mesos;

/// <summary>
/// What resources mean in numbers (src/common/resources.cpp@0.20.0): scalars are summed over all roles; memory counts in
/// whole megabytes. Launch and update share these functions, so that they can never disagree.
/// </summary>
public static class ResourceArithmetic
{
    /// <summary>Smallest memory limit: 32 MB.</summary>
    public const long MinMemoryBytes = 32L << 20;

    private const long MinCfsQuota = 1000;
    private const double SharesPerCpu = 1024;

    /// <summary>Sum of the scalars named <c>cpus</c>; null if there is none.</summary>
    public static double? Cpus(IReadOnlyList<Resource> resources) => Sum(resources, "cpus");

    /// <summary>Sum of the scalars named <c>mem</c>, cut to whole megabytes, in bytes; null if there is none.</summary>
    public static long? MemoryBytes(IReadOnlyList<Resource> resources) =>
        Sum(resources, "mem") is { } megabytes ? (long)megabytes << 20 : null;

    /// <summary>CPU weight for <c>docker run -c</c> and <c>cpu.shares</c>: max(trunc(1024 * cpus), minimum).</summary>
    /// <param name="cpus">Processors.</param>
    /// <param name="minimum">10 before Mesos 0.24.0, 2 (the kernel's) from there on.</param>
    public static long CpuShares(double cpus, long minimum) => Math.Max((long)(SharesPerCpu * cpus), minimum);

    /// <summary>Period of the quota: 100 ms, in microseconds.</summary>
    public const long CfsPeriod = 100_000;

    /// <summary>Quota for <c>--cpu-quota</c> and <c>cpu.cfs_quota_us</c>, from Mesos 1.0.0: max(cpus * 100 ms, 1 ms), in microseconds.</summary>
    public static long CfsQuota(double cpus) => Math.Max((long)(cpus * CfsPeriod), MinCfsQuota);

    /// <summary>Memory limit for <c>docker run -m</c> and the cgroup: max(bytes, 32 MB).</summary>
    public static long MemoryLimit(long bytes) => Math.Max(bytes, MinMemoryBytes);

    private static double? Sum(IReadOnlyList<Resource> resources, string name)
    {
        double? sum = null;
        for (var i = 0; i < resources.Count; i++)
        {
            var resource = resources[i];
            if (resource.Scalar is { } scalar && string.Equals(resource.Name, name, StringComparison.Ordinal))
                sum = (sum ?? 0) + scalar.Value;
        }

        return sum;
    }
}
