using System.Globalization;

namespace Conformance.Gateway;

/// <summary>The processes of a container as the kernel knows them, past every daemon: from <c>cgroup.procs</c>.</summary>
internal static class ContainerCgroup
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>Pids, as this host numbers them, of processes that live in a container's control groups; zombies do not count.</summary>
    public static IReadOnlyCollection<int> LivePids(string dockerId)
    {
        var pids = new HashSet<int>();
        foreach (var folder in Folders(dockerId))
        {
            foreach (var line in ReadLines(Path.Combine(folder, "cgroup.procs")))
            {
                // 0 stands for a process outside of our pid namespace: it lives, whoever it is.
                if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                    && (pid == 0 || HostProcesses.Find(pid) is { IsZombie: false }))
                    pids.Add(pid);
            }
        }

        return pids;
    }

    // v1 has a tree per controller, v2 one tree; systemd's driver puts containers into a slice.
    private static IEnumerable<string> Folders(string dockerId)
    {
        if (!Directory.Exists(Root))
            return [];
        return from tree in Directory.EnumerateDirectories(Root).Append(Root)
               from name in new[] { "docker/" + dockerId, "system.slice/docker-" + dockerId + ".scope" }
               let path = Path.Combine(tree, name)
               where Directory.Exists(path)
               from folder in Directory.EnumerateDirectories(path, "*", SearchOption.AllDirectories).Prepend(path)
               select folder;
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            // The group was removed meanwhile.
            return [];
        }
    }
}
