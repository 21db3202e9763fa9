using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>Measures a running container through its control groups. No data instead of zeros when it does not run.</summary>
public class UsageStage(ContainerizerContext context)
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>What it uses now. Throws <see cref="ContainerizerException"/>, definite, when it does not run.</summary>
    public virtual async Task<ResourceStatistics> Usage(ContainerRecord record)
    {
        if (record.Phase >= ContainerPhase.Destroying)
            throw new ContainerizerException($"Container is being removed: {record.Id}", isDefinite: true);
        var statistics = new ResourceStatistics { Timestamp = context.Machine.Now.Nanoseconds / NanosecondsPerSecond };
        if (ResourceArithmetic.Cpus(record.Resources) is { } cpus)
            statistics.CpusLimit = cpus;
        if (ResourceArithmetic.MemoryBytes(record.Resources) is { } memory)
            statistics.MemLimitBytes = (ulong)memory;
        try
        {
            if (record.Phase == ContainerPhase.Running
                && await context.Stages.Update.FindCgroup(record) is { } cgroup
                && await CgroupUsage.Read(cgroup, statistics, context.Machine.Disk))
            {
                return statistics;
            }
        }
        catch (IOException exception)
        {
            throw new ContainerizerException($"Failed to read the usage of container {record.Id}: {exception.Message}", isDefinite: true);
        }

        throw new ContainerizerException("Container is not running", isDefinite: true);
    }
}
