using System.Globalization;
using System.Text;
using Conformance.Docker;

namespace Conformance.Harness.Runs;

/// <summary>
/// Reads the control groups of a container by its Docker id, where Docker puts them: one tree per controller (version 1) or one for
/// all (version 2), below <c>docker/</c> or, with systemd's driver, below <c>system.slice/</c>.
/// </summary>
internal static class CgroupReading
{
    private const string Root = "/sys/fs/cgroup";
    private const double TicksPerSecond = 100;
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>Above this a limit of version 1 is none: the kernel's largest multiple of a page.</summary>
    private const long NoLimit = long.MaxValue / 2;

    /// <summary>The figures; null if it does not run.</summary>
    /// <param name="id">Docker id.</param>
    /// <param name="read">Reads a file of the host that the container is on; null if there is none.</param>
    public static CgroupFigures? Read(string id, Func<string, byte[]?> read)
    {
        foreach (var group in new[] { "docker/" + id, "system.slice/docker-" + id + ".scope" })
        {
            if (Number("cpu/" + group + "/cpu.shares") is { } shares)
            {
                return new CgroupFigures
                {
                    CpuShares = shares,
                    CpuQuota = Number("cpu/" + group + "/cpu.cfs_quota_us") is > 0 and var quota ? quota : null,
                    SoftLimit = Limit("memory/" + group + "/memory.soft_limit_in_bytes"),
                    HardLimit = Limit("memory/" + group + "/memory.limit_in_bytes"),
                    MemoryPeak = Number("memory/" + group + "/memory.max_usage_in_bytes"),
                    CpuSeconds = Sum("cpuacct/" + group + "/cpuacct.stat", "user", "system") / TicksPerSecond,
                };
            }

            if (Number(group + "/cpu.weight") is not null)
            {
                return new CgroupFigures
                {
                    IsUnified = true,
                    CpuQuota = long.TryParse(Text(group + "/cpu.max")?.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var max) ? max : null,
                    SoftLimit = Limit(group + "/memory.low") is > 0 and var low ? low : null,
                    HardLimit = Limit(group + "/memory.max"),
                    CpuSeconds = Sum(group + "/cpu.stat", "user_usec", "system_usec") / MicrosecondsPerSecond,
                };
            }
        }

        return null;

        string? Text(string file) => read($"{Root}/{file}") is { } bytes ? Encoding.ASCII.GetString(bytes).Trim() : null;

        long? Number(string file) =>
            long.TryParse(Text(file), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

        long? Limit(string file) => Number(file) is { } limit and < NoLimit ? limit : null;

        double? Sum(string file, string first, string second)
        {
            var found = (Text(file) ?? "").Split('\n').Select(line => line.Split(' '))
                .Where(words => words.Length == 2 && (words[0] == first || words[0] == second)).ToList();
            return found.Count == 2 ? found.Sum(words => double.Parse(words[1], CultureInfo.InvariantCulture)) : null;
        }
    }
}
