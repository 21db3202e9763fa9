using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>rename and update.</summary>
internal sealed class ContainerChanges(EngineCore core)
{
    /// <summary>204 or an error.</summary>
    public async Task<Nothing> Rename(RenameContainer operation)
    {
        if (operation.NewName.Length == 0)
            throw EngineErrors.EmptyName();
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        var record = container.Record;
        var oldName = record.Name;
        if (operation.NewName.TrimStart('/') == oldName)
            throw EngineErrors.SameName();
        try
        {
            record.Name = ContainerNames.Reserve(core, "/" + operation.NewName.TrimStart('/'), container.Id);
        }
        catch (DockerException e)
        {
            throw EngineErrors.RenameFailed(e);
        }

        if (record is { IsRunning: true, HasLostSandbox: true })
        {
            core.Containers.Release(record.Name);
            record.Name = oldName;
            throw EngineErrors.Error(404, $"sandbox {record.SandboxId} not found");
        }

        record.IsFailureUnlisted = false;
        core.Containers.Release(oldName);
        core.Events.Container("rename", record, "oldName", "/" + oldName);
        return new Nothing();
    }

    /// <summary>200 or an error. The limits of a running container change at once.</summary>
    public async Task<UpdateReply> Update(UpdateContainer operation)
    {
        var change = operation.Resources;
        SpecRules.CheckMemory(change.Memory ?? 0, change.MemorySwap ?? 0, change.MemoryReservation ?? 0);
        SpecRules.CheckCpu(change.NanoCpus ?? 0, change.CpuPeriod ?? 0, change.CpuQuota ?? 0);
        SpecRules.CheckPolicy(change.RestartPolicy);
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        var record = container.Record;
        if (container.IsBeingRemoved || record.IsDead)
            throw EngineErrors.Conflict($"Cannot update container {container.Id}: container is marked for removal and cannot be \"update\"");
        var old = record.HostConfig;
        if (ConflictOf(change, old) is { } conflict)
            throw EngineErrors.Conflict($"Cannot update container {container.Id}: Conflicting options: {conflict}");
        if (change.Memory is > 0 and var memory && change.MemorySwap is null or 0 && old.MemorySwap > 0 && memory > old.MemorySwap)
        {
            throw EngineErrors.Conflict(
                $"Cannot update container {container.Id}: Memory limit should be smaller than already set memoryswap limit, "
                + "update the memoryswap at the same time");
        }

        if (change.RestartPolicy is { Name.Length: > 0 } && old.AutoRemove)
        {
            throw EngineErrors.Conflict(
                $"Cannot update container {container.Id}: Restart policy cannot be updated because AutoRemove is enabled for the container");
        }

        record.HostConfig = old with
        {
            RestartPolicy = change.RestartPolicy is { Name.Length: > 0 } policy ? policy : old.RestartPolicy,
            Others = FullContainer.Change(old.Others, change.Others, change.NanoCpus is > 0),
            CpuShares = Changed(change.CpuShares, old.CpuShares),
            CpuQuota = Changed(change.CpuQuota, old.CpuQuota),
            CpuPeriod = Changed(change.CpuPeriod, old.CpuPeriod),
            NanoCpus = Changed(change.NanoCpus, old.NanoCpus),
            Memory = Changed(change.Memory, old.Memory),
            MemorySwap = Changed(change.MemorySwap, old.MemorySwap),
            MemoryReservation = Changed(change.MemoryReservation, old.MemoryReservation),
        };
        record.IsFailureUnlisted = false;
        container.Task?.Cgroup.Apply(record.HostConfig);
        container.Task?.StandIn?.Limit(record.HostConfig);
        core.Events.Container("update", record);
        return new UpdateReply(null);
    }

    private static string? ConflictOf(ResourceUpdate change, HostConfig old) => (change, old) switch
    {
        ({ NanoCpus: > 0 }, { CpuPeriod: > 0 }) => "Nano CPUs cannot be updated as CPU Period has already been set",
        ({ NanoCpus: > 0 }, { CpuQuota: > 0 }) => "Nano CPUs cannot be updated as CPU Quota has already been set",
        ({ CpuPeriod: > 0 }, { NanoCpus: > 0 }) => "CPU Period cannot be updated as NanoCPUs has already been set",
        ({ CpuQuota: > 0 }, { NanoCpus: > 0 }) => "CPU Quota cannot be updated as NanoCPUs has already been set",
        _ => null,
    };

    /// <summary>Null and 0 leave a value as it is.</summary>
    private static long Changed(long? wanted, long old) => wanted is { } value and not 0 ? value : old;
}
