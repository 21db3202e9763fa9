using System.Globalization;
using System.Text;
using Conformance.Docker;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Update as docker.cpp@0.20.0: the pid is looked up once and believed for ever; the group is whatever that pid is in now; its
/// absence is a failure, by which a task that just ended gets its container destroyed. Version 1 of control groups only.
/// </summary>
internal sealed class FaithfulUpdate(FaithfulContext context)
{
    private readonly CgroupFinder finder = new(context.Machine);

    /// <summary>Sets the resources. Throws <see cref="ContainerizerException"/> with the words of Mesos.</summary>
    public async Task Update(FaithfulRecord record, IReadOnlyList<Resource> resources)
    {
        if (record.State == FaithfulState.Destroying)
            return;
        record.Resources = resources;
        var cpus = ResourceArithmetic.Cpus(resources);
        var memory = ResourceArithmetic.MemoryBytes(resources);
        if (cpus is null && memory is null)
            return;
        try
        {
            if (record.CgroupPid == 0 && !await LookUpPid(record))
                return;
            await Write(await Find(record.CgroupPid), cpus, memory);
        }
        catch (Exception exception) when (exception is IOException or DockerException)
        {
            throw new ContainerizerException(exception.Message);
        }
    }

    private async Task<bool> LookUpPid(FaithfulRecord record)
    {
        var seen = await context.Docker.Inspect(record.Name, FaithfulContext.NoLimit)
            ?? throw new ContainerizerException($"Failed to 'docker inspect {record.Name}': No such container", isDefinite: true);
        record.CgroupPid = seen.State.Pid;
        return seen.State.Pid > 0;
    }

    /// <summary>No look at whose group it is: an empty id is part of every path.</summary>
    private async Task<ContainerCgroup> Find(int pid) => await finder.Find(pid, "") ?? throw new IOException(string.Create(
        CultureInfo.InvariantCulture,
        $"Failed to determine cgroup for the 'cpu' subsystem: Failed to read /proc/{pid}/cgroup: No such file or directory"));

    private async Task Write(ContainerCgroup cgroup, double? cpus, long? memory)
    {
        if (cpus is { } share && cgroup.Cpu is { } cpu)
            await WriteFile("update", cpu, "cpu.shares", ResourceArithmetic.CpuShares(share, context.Profile.MinCpuShares));
        if (memory is not { } bytes || cgroup.Memory is not { } folder)
            return;
        var limit = ResourceArithmetic.MemoryLimit(bytes);
        await WriteFile("set", folder, "memory.soft_limit_in_bytes", limit);
        var text = await context.Machine.Disk.Read(folder + "/memory.limit_in_bytes") ?? throw new IOException("Failed to read 'memory.limit_in_bytes'");
        // Without a limit the kernel tells a number that is larger than any.
        if (ulong.TryParse(Encoding.ASCII.GetString(text).Trim(), CultureInfo.InvariantCulture, out var present) && present < (ulong)limit)
            await WriteFile("set", folder, "memory.limit_in_bytes", limit);
    }

    private async Task WriteFile(string verb, string folder, string file, long value)
    {
        try
        {
            await context.Machine.Disk.Write(folder + "/" + file, Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
        }
        catch (IOException exception)
        {
            throw new IOException($"Failed to {verb} '{file}': {exception.Message}", exception);
        }
    }
}
