using System.Globalization;
using System.Text;
using Conformance.Docker;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Usage as Mesos 0.20 has it: an inspect on every call, then the sums over the process tree of the container's first process
/// (src/usage/usage.cpp@0.20.0), or from 0.24.0 on its control groups; limits are those last asked for.
/// </summary>
internal sealed class FaithfulUsage(FaithfulContext context)
{
    private const double NanosecondsPerSecond = 1e9;
    private const double TicksPerSecond = 100;
    private const ulong BytesPerPage = 4096;
    private readonly CgroupFinder finder = new(context.Machine);

    /// <summary>What it uses now. Throws <see cref="ContainerizerException"/> when it does not run.</summary>
    public async Task<ResourceStatistics> Usage(FaithfulRecord record)
    {
        if (record.State == FaithfulState.Destroying)
            throw new ContainerizerException($"Container is being removed: {record.Id}", isDefinite: true);
        var statistics = new ResourceStatistics { Timestamp = context.Machine.Now.Nanoseconds / NanosecondsPerSecond };
        var pid = await PidOf(record);
        if (!context.Release.UsageFromCgroups)
            await Sum(pid, statistics);
        else if (await finder.Find(pid, "") is not { } cgroup || !await CgroupUsage.Read(cgroup, statistics, context.Machine.Disk))
            throw new ContainerizerException($"Failed to determine cgroup of container {record.Id}", isDefinite: true);
        if (ResourceArithmetic.Cpus(record.Resources) is { } cpus)
            statistics.CpusLimit = cpus;
        if (ResourceArithmetic.MemoryBytes(record.Resources) is { } memory)
            statistics.MemLimitBytes = (ulong)memory;
        return statistics;
    }

    private async Task<int> PidOf(FaithfulRecord record)
    {
        try
        {
            var seen = await context.Docker.Inspect(record.Name, FaithfulContext.NoLimit)
                ?? throw new ContainerizerException($"Failed to 'docker inspect {record.Name}': No such container", isDefinite: true);
            return seen.State.Pid > 0 ? seen.State.Pid : throw new ContainerizerException("Container is not running", isDefinite: true);
        }
        catch (DockerException exception)
        {
            throw new ContainerizerException(exception.Message, isDefinite: true);
        }
    }

    private async Task Sum(int root, ResourceStatistics statistics)
    {
        var processes = new List<(int Pid, int Parent, ulong User, ulong System, ulong Pages)>();
        foreach (var name in await context.Machine.Disk.List("/proc"))
        {
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && await Stat(pid) is { } stat)
                processes.Add(stat);
        }

        var tree = new HashSet<int> { root };
        while (processes.Any(process => tree.Contains(process.Parent) && tree.Add(process.Pid)))
        {
            // Until no child of the tree is outside it.
        }

        var (user, system, resident) = (0UL, 0UL, 0UL);
        foreach (var process in processes.Where(process => tree.Contains(process.Pid)))
        {
            user += process.User;
            system += process.System;
            resident += process.Pages * BytesPerPage;
        }

        statistics.CpusUserTimeSecs = user / TicksPerSecond;
        statistics.CpusSystemTimeSecs = system / TicksPerSecond;
        statistics.MemRssBytes = resident;
    }

    /// <summary>Fields 4, 14, 15 and 24 of proc(5); null for a process that has ended meanwhile.</summary>
    private async Task<(int, int, ulong, ulong, ulong)?> Stat(int pid)
    {
        try
        {
            if (await context.Machine.Disk.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")) is not { } bytes)
                return null;
            var text = Encoding.UTF8.GetString(bytes);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (pid, int.Parse(fields[1], CultureInfo.InvariantCulture), Number(11), Number(12), Number(21));

            ulong Number(int index) => ulong.Parse(fields[index], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
