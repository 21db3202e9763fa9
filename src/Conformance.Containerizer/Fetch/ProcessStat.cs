using System.Globalization;
using System.Text;
using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>The first fields of <c>/proc/self/stat</c> (proc(5)).</summary>
/// <param name="Pid">The current process.</param>
/// <param name="Parent">Its parent.</param>
internal readonly record struct ProcessStat(int Pid, int Parent)
{
    private const string Path = "/proc/self/stat";

    /// <summary>Of the current process; null where there is no /proc.</summary>
    public static async Task<ProcessStat?> ReadSelf(IDisk disk)
    {
        if (await disk.Read(Path) is not { } bytes)
            return null;
        var text = Encoding.UTF8.GetString(bytes);
        // The name, second and in brackets, may hold anything.
        var rest = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.TryParse(text.AsSpan(0, Math.Max(text.IndexOf(' '), 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && rest.Length > 1 && int.TryParse(rest[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
            ? new ProcessStat(pid, parent)
            : null;
    }
}
