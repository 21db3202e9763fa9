using System.Globalization;
using Conformance.Docker;

namespace Conformance.Gateway;

/// <summary>The control groups of one process, version 1, in the places of a Docker container.</summary>
internal sealed class StandInGroups
{
    private const int TriesMax = 500;
    private const int PauseMilliseconds = 10;
    private const long DefaultShares = 1024;
    private static readonly string[] Controllers = ["cpu", "cpuacct", "memory"];
    private static readonly Lazy<IReadOnlyList<string>> Trees = new(FindTrees);
    private readonly IReadOnlyList<string> folders;

    /// <summary>Makes them and puts the process there.</summary>
    public StandInGroups(string id, int pid)
    {
        folders = [.. Trees.Value.Select(tree => Path.Combine(tree, "docker", id))];
        foreach (var folder in folders)
        {
            Directory.CreateDirectory(folder);
            Write(Path.Combine(folder, "cgroup.procs"), pid);
        }
    }

    /// <summary>Whether this process may make them.</summary>
    public static bool CanBeMade => Environment.IsPrivilegedProcess && Trees.Value.Count > 0;

    /// <summary>Writes the limits of a container, where the kernel knows them.</summary>
    public void Limit(HostConfig config)
    {
        Set("cpu.shares", config.CpuShares == 0 ? DefaultShares : config.CpuShares);
        if (config.CpuPeriod > 0)
            Set("cpu.cfs_period_us", config.CpuPeriod);
        Set("cpu.cfs_quota_us", config.CpuQuota == 0 ? -1 : config.CpuQuota);
        // Memory with swap is never less than memory: first it has no limit.
        Set("memory.memsw.limit_in_bytes", -1);
        Set("memory.limit_in_bytes", config.Memory == 0 ? -1 : config.Memory);
        Set("memory.memsw.limit_in_bytes", config.MemorySwap > 0 ? config.MemorySwap : config.Memory > 0 && config.MemorySwap == 0 ? 2 * config.Memory : -1);
        Set("memory.soft_limit_in_bytes", config.MemoryReservation == 0 ? -1 : config.MemoryReservation);
    }

    /// <summary>Removes them. A group is busy until its last process has left it, hence the tries.</summary>
    public async Task Remove()
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            try
            {
                foreach (var folder in folders.Where(Directory.Exists))
                    Directory.Delete(folder);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(PauseMilliseconds).ConfigureAwait(false);
            }
        }
    }

    private void Set(string file, long value)
    {
        foreach (var path in folders.Select(folder => Path.Combine(folder, file)).Where(File.Exists))
            Write(path, value);
    }

    // No buffer and no new file: the kernel wants the whole text in one write.
    private static void Write(string path, long value)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Where the hierarchies of version 1 are mounted; none unless all controllers can be written.</summary>
    private static IReadOnlyList<string> FindTrees()
    {
        var mounts = File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')).Where(fields => fields.Length > 3 && fields[2] == "cgroup")
            .Select(fields => (Point: fields[1], Options: fields[3].Split(','))).Where(mount => mount.Options.Contains("rw")).ToList();
        var found = Controllers.Select(controller => mounts.Find(mount => mount.Options.Contains(controller)).Point).ToList();
        return found.Contains(null!) ? [] : [.. found.Distinct()];
    }
}
