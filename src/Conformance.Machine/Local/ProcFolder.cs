using System.Globalization;
using System.Text;

namespace Conformance.Machine;

/// <summary>Reads /proc.</summary>
internal static class ProcFolder
{
    /// <summary>A process by pid; null if there is none.</summary>
    internal static ProcessInfo? Find(int pid)
    {
        if (Stat(pid) is not { } stat)
            return null;
        return new ProcessInfo(new ProcessIdentity(pid, stat.StartTime), stat.Parent, stat.IsZombie ? [] : Arguments(pid), stat.IsZombie);
    }

    /// <summary>State, parent and start time from /proc/PID/stat; null if there is no such process.</summary>
    internal static (int Parent, long StartTime, bool IsZombie)? Stat(int pid)
    {
        string text;
        try
        {
            text = File.ReadAllText("/proc/" + pid.ToString(CultureInfo.InvariantCulture) + "/stat", Encoding.Latin1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        // The second field is the program's name in parentheses and may itself hold blanks and parentheses.
        var end = text.LastIndexOf(')');
        var fields = end < 0 ? [] : text[(end + 2)..].Split(' ');
        return fields.Length < 20
            ? null
            : (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture), fields[0] is "Z" or "X");
    }

    /// <summary>All descendants of a process, parents before children.</summary>
    internal static IReadOnlyList<ProcessIdentity> Descendants(int root)
    {
        var children = new Dictionary<int, List<ProcessIdentity>>();
        foreach (var pid in Pids())
        {
            if (Stat(pid) is not { } stat)
                continue;
            if (!children.TryGetValue(stat.Parent, out var list))
                children[stat.Parent] = list = [];
            list.Add(new ProcessIdentity(pid, stat.StartTime));
        }

        var found = new List<ProcessIdentity>();
        var open = new Queue<int>([root]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children.GetValueOrDefault(parent) ?? [])
            {
                found.Add(child);
                open.Enqueue(child.Pid);
            }
        }

        return found;
    }

    /// <summary>All pids of this pid namespace.</summary>
    internal static IEnumerable<int> Pids()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                yield return pid;
        }
    }

    /// <summary>A variable from /proc/PID/environ; null if it is not there or may not be read.</summary>
    internal static string? Variable(ProcessIdentity identity, string name)
    {
        var found = Array.Find(Words(identity.Pid, "environ"), word => word.StartsWith(name + "=", StringComparison.Ordinal));
        return Stat(identity.Pid)?.StartTime == identity.StartTime ? found?[(name.Length + 1)..] : null;
    }

    private static string[] Arguments(int pid) => Words(pid, "cmdline");

    private static string[] Words(int pid, string file)
    {
        try
        {
            var text = File.ReadAllText("/proc/" + pid.ToString(CultureInfo.InvariantCulture) + "/" + file);
            return text.Length == 0 ? [] : text.TrimEnd('\0').Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
