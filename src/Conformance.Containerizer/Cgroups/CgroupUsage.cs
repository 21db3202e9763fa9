using System.Globalization;
using System.Text;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>Reads what a container uses from its control groups.</summary>
public static class CgroupUsage
{
    private const double TicksPerSecond = 100;
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>Fills in what the files say; false if the groups are gone.</summary>
    public static async Task<bool> Read(ContainerCgroup cgroup, ResourceStatistics statistics, IDisk disk)
    {
        var cpu = cgroup.CpuAccount is { } account
            ? await Table(disk, account + (cgroup.IsUnified ? "/cpu.stat" : "/cpuacct.stat"))
            : null;
        var memory = cgroup.Memory is { } folder ? await Table(disk, folder + "/memory.stat") : null;
        if (cpu is null && memory is null)
            return false;
        var unit = cgroup.IsUnified ? MicrosecondsPerSecond : TicksPerSecond;
        if (Value(cpu, cgroup.IsUnified ? "user_usec" : "user") is { } user)
            statistics.CpusUserTimeSecs = user / unit;
        if (Value(cpu, cgroup.IsUnified ? "system_usec" : "system") is { } system)
            statistics.CpusSystemTimeSecs = system / unit;
        // Resident memory is what the container cannot give back: its anonymous pages, not the cache.
        if (Value(memory, cgroup.IsUnified ? "anon" : "rss") is { } resident)
        {
            statistics.MemRssBytes = resident;
            statistics.MemAnonBytes = resident;
        }

        if (Value(memory, cgroup.IsUnified ? "file" : "cache") is { } cache)
            statistics.MemFileBytes = cache;
        if (Value(memory, cgroup.IsUnified ? "file_mapped" : "mapped_file") is { } mapped)
            statistics.MemMappedFileBytes = mapped;
        return true;
    }

    private static ulong? Value(Dictionary<string, ulong>? table, string key) =>
        table is not null && table.TryGetValue(key, out var value) ? value : null;

    private static async Task<Dictionary<string, ulong>?> Table(IDisk disk, string path)
    {
        if (await disk.Read(path) is not { } bytes)
            return null;
        var table = new Dictionary<string, ulong>();
        foreach (var line in Encoding.ASCII.GetString(bytes).Split('\n'))
        {
            var blank = line.IndexOf(' ');
            if (blank > 0 && ulong.TryParse(line.AsSpan(blank + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                table[line[..blank]] = value;
        }

        return table;
    }
}
