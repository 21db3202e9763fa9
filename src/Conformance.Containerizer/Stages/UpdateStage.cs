using Conformance.Docker;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Brings resources into force through the container's control groups. Launch and update share the arithmetic. An ended
/// container has nothing to update, nor has one that is destroyed; one that is not started yet is updated as soon as it is.
/// </summary>
public class UpdateStage(ContainerizerContext context)
{
    private readonly CgroupFinder finder = new(context.Machine);

    /// <summary>Sets the resources. Throws <see cref="ContainerizerException"/>, after which the old ones count as in force.</summary>
    public virtual async Task Update(ContainerRecord record, IReadOnlyList<Resource> resources)
    {
        if (record.Phase >= ContainerPhase.Destroying)
        {
            // If nobody has asked for its end it may still run: the daemon may have slipped, or its launch have failed after the start.
            if (record is { LaunchFailure: { } failure, IsKillRequested: false })
                throw new ContainerizerException($"Container {record.Id} is being removed: {failure}");
            if (!record.IsKillRequested)
                await Apply(record, resources);
            return;
        }

        if (record.Phase >= ContainerPhase.Running || await IsSeenRunning(record))
            await Apply(record, resources);
        else
            record.LaterResources = resources;
    }

    /// <summary>
    /// Whether a container that is just being taken over from an earlier life of the agent runs; then its pid is known. Throws if nobody
    /// can tell: it may run, and an update that is put off would not be in force when it is answered.
    /// </summary>
    private async Task<bool> IsSeenRunning(ContainerRecord record)
    {
        if (!record.IsAdopted)
            return false;
        if (await FindCgroup(record) is not null)
            return true;
        try
        {
            if (await context.Docker.Inspect(record.Address, context.Options.CallLimit) is not { State: { Running: true, Pid: var pid } } seen
                || ContainerLabels.OwnId(seen, context.Options) != record.Id)
                return false;
            record.DockerId ??= seen.Id;
            record.Pid = pid;
            return true;
        }
        catch (DockerException exception)
        {
            throw new ContainerizerException($"Container {record.Id} is being recovered and cannot be looked at: {exception.Message}");
        }
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
            await CgroupLimits.Write(cgroup, cpus, memory, context.Profile.MinCpuShares, context.Options.CgroupsEnableCfs && context.Profile.HasLaterOptions, context.Machine.Disk);
        }
        catch (IOException) when (record.Phase >= ContainerPhase.Destroying)
        {
            return;
        }
        catch (IOException exception)
        {
            // Its groups go with the container's last process, before anybody has seen the end.
            if (await FindCgroup(record) is null)
                return;
            throw new ContainerizerException(exception.Message);
        }

        record.Resources = resources;
    }
}
