using System.Globalization;
using System.Text;
using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// /sys/fs/cgroup of a simulated host: a folder <c>docker/ID</c> in every hierarchy (or in the unified one) for each container
/// that runs, gone when it has ended.
/// </summary>
internal sealed class CgroupFiles(DockerHost host) : IVirtualFiles
{
    /// <summary>Where they are.</summary>
    public const string Root = "/sys/fs/cgroup";

    /// <summary>Parent of the containers' folders, below each hierarchy.</summary>
    public const string Parent = "/docker/";

    private static readonly string[] CpuFiles =
        ["cgroup.procs", "cpu.cfs_period_us", "cpu.cfs_quota_us", "cpu.shares", "cpuacct.stat", "cpuacct.usage", "tasks"];

    private static readonly string[] MemoryFiles =
        ["cgroup.procs", "memory.limit_in_bytes", "memory.max_usage_in_bytes", "memory.memsw.limit_in_bytes", "memory.soft_limit_in_bytes", "memory.stat", "memory.usage_in_bytes", "tasks"];

    private static readonly string[] UnifiedFiles =
        ["cgroup.procs", "cpu.max", "cpu.stat", "cpu.weight", "memory.current", "memory.low", "memory.max", "memory.stat"];

    private static readonly string[] Plain = ["cgroup.procs", "tasks"];

    /// <summary>Hierarchies of version 1: folder and controllers, as /proc/mounts and /proc/PID/cgroup name them.</summary>
    public static readonly string[] Hierarchies = ["cpu,cpuacct", "memory", "freezer", "cpuset", "devices"];

    /// <inheritdoc/>
    public byte[]? Read(string path)
    {
        if (!TryResolve(path, out var place) || place.File is not { } file || place.Task is not { } task)
            return null;
        return Encoding.ASCII.GetBytes(Computed(task, file) ?? task.Cgroup.Read(file) ?? "");
    }

    /// <inheritdoc/>
    public bool Write(string path, ReadOnlySpan<byte> content)
    {
        if (!TryResolve(path, out var place) || place is not { File: { } file, Task: { } task } || !task.Cgroup.Write(file, content))
            return false;
        host.World.History.Add(host.World.Current?.Name ?? "host", new CgroupWritten(task.Record.Id, file, Encoding.ASCII.GetString(content)));
        return true;
    }

    /// <inheritdoc/>
    public DiskEntry? Look(string path)
    {
        if (!TryResolve(path, out var place))
            return null;
        return place.File is null
            ? new DiskEntry(DiskEntryKind.Folder, 0, host.BootTime, null)
            : new DiskEntry(DiskEntryKind.File, 0, host.World.Now, null);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string folder)
    {
        if (!TryResolve(folder, out var place) || place.File is not null)
            return [];
        if (place.Task is not null)
            return FilesOf(place.Hierarchy);
        if (place.IsParent)
            return [.. host.Tasks.Values.Select(task => task.Record.Id).Order(StringComparer.Ordinal)];
        return place.Hierarchy is null ? Top() : ["docker"];
    }

    private IReadOnlyList<string> Top() =>
        host.UsesCgroupV2 ? ["docker"] : [.. Hierarchies.Concat(["cpu", "cpuacct"]).Order(StringComparer.Ordinal)];

    private bool TryResolve(string path, out Place place)
    {
        place = default;
        if (path.Length < Root.Length || !path.StartsWith(Root, StringComparison.Ordinal))
            return false;
        var parts = path[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var hierarchy = host.UsesCgroupV2 ? "" : null;
        var rest = parts.AsSpan();
        if (!host.UsesCgroupV2 && rest.Length > 0)
        {
            hierarchy = rest[0] is "cpu" or "cpuacct" ? "cpu,cpuacct" : rest[0];
            if (Array.IndexOf(Hierarchies, hierarchy) < 0)
                return false;
            rest = rest[1..];
        }

        place = new Place(hierarchy, null, null, IsParent: rest.Length == 1);
        if (rest.Length == 0)
            return true;
        if (rest[0] != "docker" || rest.Length > 3)
            return false;
        if (rest.Length == 1)
            return true;
        if (FindTask(rest[1]) is not { } task)
            return false;
        place = new Place(hierarchy, task, rest.Length == 3 ? rest[2] : null, false);
        return place.File is null || Array.IndexOf(FilesOf(hierarchy), place.File) >= 0;
    }

    private ContainerTask? FindTask(string id)
    {
        foreach (var task in host.Tasks.Values)
        {
            if (task.Record.Id == id)
                return task;
        }

        return null;
    }

    private static string[] FilesOf(string? hierarchy) => hierarchy switch
    {
        "" => UnifiedFiles,
        "cpu,cpuacct" => CpuFiles,
        "memory" => MemoryFiles,
        _ => Plain,
    };

    private string? Computed(ContainerTask task, string file)
    {
        var usage = ProcFiles.CpuNanoseconds(host.World, task.Process);
        return file switch
        {
            "cgroup.procs" or "tasks" => Line(task.Process.Pid),
            "cpuacct.usage" => Line(usage),
            "cpuacct.stat" => $"user {Number(usage / 10_000_000 * 3 / 4)}\nsystem {Number(usage / 10_000_000 / 4)}\n",
            "cpu.stat" => $"usage_usec {Number(usage / 1000)}\nuser_usec {Number(usage / 1000 * 3 / 4)}\nsystem_usec {Number(usage / 4000)}\n",
            "memory.usage_in_bytes" or "memory.max_usage_in_bytes" or "memory.current" => Line(task.Cgroup.MemoryUsage),
            "memory.stat" when host.UsesCgroupV2 => $"anon {Number(CgroupValues.Resident)}\nfile {Number(task.Cgroup.MemoryUsage - CgroupValues.Resident)}\n",
            "memory.stat" => $"cache {Number(task.Cgroup.MemoryUsage - CgroupValues.Resident)}\nrss {Number(CgroupValues.Resident)}\nmapped_file 0\n"
                + $"hierarchical_memory_limit {task.Cgroup.Read("memory.limit_in_bytes")}"
                + $"total_cache {Number(task.Cgroup.MemoryUsage - CgroupValues.Resident)}\ntotal_rss {Number(CgroupValues.Resident)}\n",
            _ => null,
        };
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Line(long value) => Number(value) + "\n";

    /// <summary>What a path means.</summary>
    private readonly record struct Place(string? Hierarchy, ContainerTask? Task, string? File, bool IsParent);
}
