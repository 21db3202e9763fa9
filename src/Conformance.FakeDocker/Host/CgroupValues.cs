using System.Globalization;
using System.Text;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// What a container's control files say, first from its HostConfig, then from whoever writes them. As in the kernel: shares are held
/// between 2 and 262144, memory limits are rounded down to pages and -1 means none; a hard limit below what is used is refused,
/// and so is one above the limit of memory with swap, or that one below it.
/// </summary>
/// <param name="config">First values.</param>
/// <param name="filesInMemory">Bytes of files that the container keeps in memory.</param>
internal sealed class CgroupValues(HostConfig config, Func<long> filesInMemory)
{
    private const long PageBytes = 4096;
    private const long UsualPeriod = 100_000;
    private const long NoLimit = 9223372036854771712;
    private SortedDictionary<string, string>? written;

    /// <summary>Bytes that the container's processes have for themselves.</summary>
    public const long Resident = 1 << 20;

    private const long Cache = 1 << 20;

    /// <summary>Bytes that the container uses.</summary>
    public long MemoryUsage => Resident + Cache + filesInMemory();

    /// <summary>Puts the limits of an update in force, over what was written.</summary>
    public void Apply(HostConfig changed)
    {
        config = changed;
        written = null;
    }

    /// <summary>The text of a control file; null if it is none that is kept here.</summary>
    public string? Read(string file) => written is not null && written.TryGetValue(file, out var text) ? text : Initial(file);

    /// <summary>Takes a value; an <see cref="IOException"/> if the kernel would refuse it.</summary>
    public bool Write(string file, ReadOnlySpan<byte> content)
    {
        if (Initial(file) is null)
            return false;
        var text = Encoding.UTF8.GetString(content).Trim();
        CheckMemory(file, text);
        written ??= new SortedDictionary<string, string>(StringComparer.Ordinal);
        written[file] = Normalise(file, text) + "\n";
        return true;
    }

    private string? Initial(string file) => file switch
    {
        "cpu.shares" => Line(Math.Clamp(config.CpuShares == 0 ? 1024 : config.CpuShares, 2, 262144)),
        "cpu.cfs_period_us" => Line(config.CpuPeriod == 0 ? UsualPeriod : config.CpuPeriod),
        "cpu.cfs_quota_us" => Line(QuotaOf(config) is not 0 and var quota ? quota : -1),
        "memory.limit_in_bytes" => Line(Pages(config.Memory)),
        "memory.memsw.limit_in_bytes" => Line(Pages(config.MemorySwap > 0 ? config.MemorySwap : 2 * config.Memory)),
        "memory.soft_limit_in_bytes" => Line(Pages(config.MemoryReservation)),
        "cpu.weight" => Line(config.CpuShares == 0 ? 100 : 1 + (Math.Clamp(config.CpuShares, 2, 262144) - 2) * 9999 / 262142),
        "cpu.max" => (QuotaOf(config) <= 0 ? "max" : Number(QuotaOf(config))) + " " + Line(config.CpuPeriod == 0 ? UsualPeriod : config.CpuPeriod),
        "memory.max" => config.Memory <= 0 ? "max\n" : Line(Pages(config.Memory)),
        "memory.low" => Line(config.MemoryReservation),
        _ => null,
    };

    /// <summary>Microseconds of each period that a container may run; a number of processors is one of the usual period. 0 for no limit.</summary>
    public static long QuotaOf(HostConfig config) => config.CpuQuota != 0 ? config.CpuQuota : (long)((Int128)config.NanoCpus * UsualPeriod / 1_000_000_000);

    private void CheckMemory(string file, string text)
    {
        if (file is not ("memory.limit_in_bytes" or "memory.memsw.limit_in_bytes"))
            return;
        var limit = Pages(Parse(file, text));
        var other = Parse(file, Read(file == "memory.limit_in_bytes" ? "memory.memsw.limit_in_bytes" : "memory.limit_in_bytes")!.Trim());
        if (file == "memory.limit_in_bytes" ? limit > other : limit < other)
            throw new IOException($"Failed to write '{file}': Invalid argument");
        if (limit < MemoryUsage)
            throw new IOException($"Failed to write '{file}': Device or resource busy");
    }

    private static string Normalise(string file, string text) => file switch
    {
        "cpu.shares" => Number(Math.Clamp(Parse(file, text), 2, 262144)),
        "memory.limit_in_bytes" or "memory.memsw.limit_in_bytes" or "memory.soft_limit_in_bytes" => Number(Pages(Parse(file, text))),
        "memory.max" => text == "max" ? text : Number(Pages(Parse(file, text))),
        "cpu.max" => text.Contains(' ') ? text : text + " 100000",
        _ => Number(Parse(file, text)),
    };

    private static long Parse(string file, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new IOException($"Failed to write '{file}': Invalid argument");

    private static long Pages(long bytes) => bytes <= 0 ? NoLimit : bytes / PageBytes * PageBytes;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Line(long value) => Number(value) + "\n";
}
