using System.Globalization;
using System.Text;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// Whether a <c>docker pull</c> is alive. It is if it printed something, or if it read something: the daemon's progress lines
/// come over its connection even while it prints none, and count in <c>rchar</c> of <c>/proc/PID/io</c>. Where that file is
/// missing or not to be read, only the output counts.
/// </summary>
internal sealed class PullActivity(IMachine machine, IChildProcess child)
{
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(1);
    private const int LooksPerLimit = 4;

    private Instant _lastSign = machine.Now;
    private long? _bytesRead;

    /// <summary>How long to wait until the next look.</summary>
    public TimeSpan NextLook(TimeSpan limit)
    {
        var look = limit / LooksPerLimit;
        return look > ShortestLook ? look : ShortestLook;
    }

    /// <summary>Looks, and says whether the last sign of life is less than the limit ago.</summary>
    public async Task<bool> IsAlive(TimeSpan limit)
    {
        if (child.LastOutput > _lastSign)
            _lastSign = child.LastOutput;
        var bytesRead = await BytesRead();
        if (bytesRead != _bytesRead)
            _lastSign = machine.Now;
        _bytesRead = bytesRead;
        return machine.Now - _lastSign < limit;
    }

    private async Task<long?> BytesRead()
    {
        const string key = "rchar:";
        try
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{child.Identity.Pid}/io");
            var text = await machine.Disk.Read(path) is { } file ? Encoding.ASCII.GetString(file) : "";
            var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
            return long.TryParse(line.AsSpan(Math.Min(key.Length, line?.Length ?? 0)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
