using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Brings resources into force through the container's control groups. Launch and update share the arithmetic. An ended
/// container has nothing to update; one that is not started yet is updated as soon as it is.
/// </summary>
public class UpdateStage(ContainerizerContext context)
{
    private readonly CgroupFinder finder = new(context.Machine);

    /// <summary>Sets the resources. Throws <see cref="ContainerizerException"/>, after which the old ones count as in force.</summary>
    public virtual async Task Update(ContainerRecord record, IReadOnlyList<Resource> resources)
    {
        if (record.Phase >= ContainerPhase.Destroying)
            return;
        if (record.Phase < ContainerPhase.Running)
            record.LaterResources = resources;
        else
            await Apply(record, resources);
    }

    /// <summary>Sets the resources that an update asked for during the launch; trouble is left to the next update.</summary>
    public virtual async Task ApplyLater(ContainerRecord record, IReadOnlyList<Resource> resources)
    {
        record.LaterResources = null;
        try
        {
            await Apply(record, resources);
        }
        catch (ContainerizerException)
        {
            return;
        }
    }

    /// <summary>Finds the container's control groups; null if it does not run.</summary>
    public virtual async Task<ContainerCgroup?> FindCgroup(ContainerRecord record)
    {
        if (record.Cgroup is null && record.DockerId is { } id)
            record.Cgroup = await finder.Find(record.Pid, id);
        // A folder of a group that is gone must not be made again by writing into it.
        return record.Cgroup is { } cgroup && await context.Machine.Disk.Look(cgroup.Cpu ?? cgroup.Memory!) is not null ? cgroup : null;
    }

    private async Task Apply(ContainerRecord record, IReadOnlyList<Resource> resources)
    {
        var cpus = ResourceArithmetic.Cpus(resources);
        var memory = ResourceArithmetic.MemoryBytes(resources);
        var isInForce = cpus == ResourceArithmetic.Cpus(record.Resources) && memory == ResourceArithmetic.MemoryBytes(record.Resources);
        if (isInForce)
            return;
        try
        {
            if (await FindCgroup(record) is not { } cgroup)
                return;
            await CgroupLimits.Write(cgroup, cpus, memory, context.Profile.MinCpuShares, context.Machine.Disk);
        }
        catch (IOException) when (record.Phase >= ContainerPhase.Destroying)
        {
            return;
        }
        catch (IOException exception)
        {
            throw new ContainerizerException(exception.Message);
        }

        record.Resources = resources;
    }
}
