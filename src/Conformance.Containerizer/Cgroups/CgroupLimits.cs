using System.Globalization;
using System.Text;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>
/// Writes limits as Mesos 0.20 does (docker.cpp@0.20.0 __update()): the weight always, the soft memory limit always, the hard
/// one only upwards, since lowering it below what is used would kill. On version 2, which Mesos' Docker containerizer never
/// knew, the mapping of its other containerizer: cpu.weight, cpu.max, memory.low, memory.max.
/// </summary>
public static class CgroupLimits
{
    private const double WeightPerCpu = 100;
    private const string NoLimit = "max";
    private const long MaxWeight = 10_000;

    /// <summary>Writes what is given; throws <see cref="IOException"/> with the words of Mesos.</summary>
    public static async Task Write(ContainerCgroup cgroup, double? cpus, long? memoryBytes, long minCpuShares, bool hasQuota, IDisk disk)
    {
        if (cpus is { } share && cgroup.Cpu is { } cpu)
        {
            if (cgroup.IsUnified)
                await WriteFile(disk, cpu, "cpu.weight", Math.Clamp((long)(WeightPerCpu * share), 1, MaxWeight), "update");
            else
                await WriteFile(disk, cpu, "cpu.shares", ResourceArithmetic.CpuShares(share, minCpuShares), "update");
            if (hasQuota)
                await WriteQuota(disk, cgroup.IsUnified, cpu, ResourceArithmetic.CfsQuota(share));
        }

        if (memoryBytes is { } bytes && cgroup.Memory is { } memory)
        {
            var limit = ResourceArithmetic.MemoryLimit(bytes);
            if (cgroup.IsUnified)
            {
                await WriteFile(disk, memory, "memory.low", limit, "set");
                await Raise(disk, memory, "memory.max", limit);
            }
            else
            {
                await WriteFile(disk, memory, "memory.soft_limit_in_bytes", limit, "set");
                // Memory with swap must never be below memory: raise it first, and keep docker's factor of two.
                if (await Exists(disk, memory, "memory.memsw.limit_in_bytes"))
                    await Raise(disk, memory, "memory.memsw.limit_in_bytes", limit, 2 * limit);
                await Raise(disk, memory, "memory.limit_in_bytes", limit);
            }
        }
    }

    private static async Task WriteQuota(IDisk disk, bool isUnified, string cpu, long quota)
    {
        if (isUnified)
        {
            await WriteFile(disk, cpu, "cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {ResourceArithmetic.CfsPeriod}"), "update");
            return;
        }

        await WriteFile(disk, cpu, "cpu.cfs_period_us", ResourceArithmetic.CfsPeriod, "update");
        await WriteFile(disk, cpu, "cpu.cfs_quota_us", quota, "update");
    }

    private static Task Raise(IDisk disk, string folder, string file, long limit) => Raise(disk, folder, file, limit, limit);

    private static async Task Raise(IDisk disk, string folder, string file, long ifBelow, long value)
    {
        var bytes = await disk.Read(folder + "/" + file) ?? throw new IOException($"Failed to read '{file}'");
        var text = Encoding.ASCII.GetString(bytes).Trim();
        // The kernel's "no limit" of version 1 is a number near the end of the range of long.
        if (text != NoLimit && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var present) && present < ifBelow)
            await WriteFile(disk, folder, file, value, "set");
    }

    private static async Task<bool> Exists(IDisk disk, string folder, string file) => await disk.Look(folder + "/" + file) is not null;

    private static Task WriteFile(IDisk disk, string folder, string file, long value, string verb) =>
        WriteFile(disk, folder, file, value.ToString(CultureInfo.InvariantCulture), verb);

    private static async Task WriteFile(IDisk disk, string folder, string file, string value, string verb)
    {
        try
        {
            await disk.Write(folder + "/" + file, Encoding.ASCII.GetBytes(value));
        }
        catch (IOException exception)
        {
            throw new IOException($"Failed to {verb} '{file}': {exception.Message}", exception);
        }
    }
}
