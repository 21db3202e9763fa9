using System.Globalization;
using System.Text;
using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>
/// Finds the control groups of a container from the pid of its root process. A pid may belong to another process by now, so
/// a group counts only if its path names the container's Docker id; the root group never does.
/// </summary>
public sealed class CgroupFinder(IMachine machine)
{
    private List<Mount>? mounts;

    /// <summary>The groups, or null if the process is gone or is not this container's.</summary>
    public async Task<ContainerCgroup?> Find(int pid, string dockerId)
    {
        if (pid <= 0 || await ReadText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cgroup") is not { } text)
            return null;
        mounts ??= Mounts(await ReadText("/proc/self/mounts") ?? "");
        string? cpu = null, account = null, memory = null, unified = null;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // N:controllers:path, where the path may hold colons and version 2 has no controllers.
            var parts = line.Split(':', 3);
            if (parts.Length < 3 || !parts[2].Contains(dockerId, StringComparison.Ordinal))
                continue;
            var controllers = parts[1].Split(',');
            if (parts[1].Length == 0)
                unified = Folder(mount => mount.IsUnified, parts[2]);
            cpu = Has("cpu") ? Folder(mount => mount.Has("cpu"), parts[2]) : cpu;
            account = Has("cpuacct") ? Folder(mount => mount.Has("cpuacct"), parts[2]) : account;
            memory = Has("memory") ? Folder(mount => mount.Has("memory"), parts[2]) : memory;

            bool Has(string controller) => Array.IndexOf(controllers, controller) >= 0;
        }

        return cpu is not null || memory is not null ? new ContainerCgroup(cpu, account, memory, IsUnified: false)
            : unified is not null ? new ContainerCgroup(unified, unified, unified, IsUnified: true)
            : null;
    }

    private string? Folder(Predicate<Mount> wanted, string path) =>
        mounts!.Find(wanted) is { } mount ? mount.Point + path : null;

    private static List<Mount> Mounts(string text)
    {
        var mounts = new List<Mount>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ');
            if (fields.Length >= 4 && fields[2] is "cgroup" or "cgroup2")
                mounts.Add(new Mount(fields[1], fields[2] == "cgroup2", fields[3].Split(',')));
        }

        return mounts;
    }

    private async Task<string?> ReadText(string path)
    {
        try
        {
            return await machine.Disk.Read(path) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        }
        catch (IOException)
        {
            // A process that ends while its file is read: ESRCH.
            return null;
        }
    }

    private sealed record Mount(string Point, bool IsUnified, string[] Options)
    {
        public bool Has(string controller) => !IsUnified && Array.IndexOf(Options, controller) >= 0;
    }
}
