using System.Globalization;
using System.Text;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>/proc of a simulated host: mounts, and for every live process cgroup, cmdline, environ, io and stat.</summary>
internal sealed class ProcFiles(DockerHost host) : IVirtualFiles
{
    private static readonly string[] PerProcess = ["cgroup", "cmdline", "environ", "io", "mounts", "stat"];

    /// <summary>Processor time of a process: one hundredth of the time it has lived.</summary>
    public static long CpuNanoseconds(World world, SimProcess process) => (world.Now.Nanoseconds - process.StartTime.Nanoseconds) / 100;

    /// <inheritdoc/>
    public byte[]? Read(string path) => Text(path) is { } text ? Encoding.UTF8.GetBytes(text) : null;

    /// <inheritdoc/>
    public bool Write(string path, ReadOnlySpan<byte> content) =>
        Text(path) is null ? false : throw new IOException($"Failed to write '{path}': Permission denied");

    /// <inheritdoc/>
    public DiskEntry? Look(string path)
    {
        if (Text(path) is not null)
            return new DiskEntry(DiskEntryKind.File, 0, host.World.Now, null);
        var parts = Parts(path);
        return parts.Length == 0 || (parts.Length == 1 && Find(parts[0]) is not null)
            ? new DiskEntry(DiskEntryKind.Folder, 0, host.World.Now, null)
            : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string folder)
    {
        var parts = Parts(folder);
        if (parts.Length == 0)
            return [.. host.World.Processes.Select(process => Number(process.Pid)).Concat(["mounts", "self"]).Order(StringComparer.Ordinal)];
        return parts.Length == 1 && Find(parts[0]) is not null ? PerProcess : [];
    }

    private string? Text(string path)
    {
        var parts = Parts(path);
        if (parts is ["mounts"])
            return Mounts();
        if (parts.Length != 2 || Find(parts[0]) is not { } process)
            return null;
        return parts[1] switch
        {
            "cgroup" => Cgroup(process),
            "cmdline" => string.Concat(process.Arguments.Select(argument => argument + "\0")),
            "environ" => string.Concat(process.Environment.Select(pair => pair.Key + "=" + pair.Value + "\0").Order(StringComparer.Ordinal)),
            "io" => "rchar: " + process.BytesRead.ToString(CultureInfo.InvariantCulture) + "\n",
            "mounts" => Mounts(),
            "stat" => Stat(process),
            _ => null,
        };
    }

    private SimProcess? Find(string word) => word == "self"
        ? host.World.Current
        : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? host.World.Find(pid) : null;

    private string Mounts()
    {
        var text = new StringBuilder("proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\n");
        if (host.UsesCgroupV2)
            return text.Append("cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nodev,noexec,relatime 0 0\n").ToString();
        text.Append("tmpfs /sys/fs/cgroup tmpfs rw,nosuid,nodev,noexec,mode=755 0 0\n");
        foreach (var hierarchy in CgroupFiles.Hierarchies)
            text.Append("cgroup ").Append(CgroupFiles.Root).Append('/').Append(hierarchy).Append(" cgroup rw,nosuid,nodev,noexec,relatime,").Append(hierarchy).Append(" 0 0\n");
        return text.ToString();
    }

    private string Cgroup(SimProcess process)
    {
        var folder = host.Tasks.TryGetValue(process.Pid, out var task) ? CgroupFiles.Parent + task.Record.Id : "/";
        if (host.UsesCgroupV2)
            return "0::" + folder + "\n";
        var text = new StringBuilder();
        for (var number = CgroupFiles.Hierarchies.Length; number > 0; number--)
            text.Append(Number(number)).Append(':').Append(CgroupFiles.Hierarchies[number - 1]).Append(':').Append(folder).Append('\n');
        return text.ToString();
    }

    /// <summary>52 fields, as proc(5) has them; those that matter are state, parent, utime, stime, start time, vsize and rss.</summary>
    private string Stat(SimProcess process)
    {
        var ticks = CpuNanoseconds(host.World, process) / 10_000_000;
        var argument = process.Arguments.Count > 0 ? process.Arguments[0] : process.Name;
        var name = argument[(argument.LastIndexOf('/') + 1)..];
        var state = process.IsFrozen ? "D" : "S";
        var pages = (host.Tasks.TryGetValue(process.Pid, out var task) ? task.Cgroup.MemoryUsage : 2 << 20) / 4096;
        return $"{Number(process.Pid)} ({name[..Math.Min(15, name.Length)]}) {state} {Number(process.Parent?.Pid ?? 0)} "
            + $"{Number(process.Pid)} {Number(process.Pid)} 0 -1 4194560 0 0 0 0 {Number(ticks * 3 / 4)} {Number(ticks / 4)} 0 0 20 0 1 0 "
            + $"{Number(process.Identity.StartTime)} {Number(pages * 8192)} {Number(pages)} 18446744073709551615 0 0 0 0 0 0 0 4096 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
    }

    private static string[] Parts(string path) =>
        path["/proc".Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
