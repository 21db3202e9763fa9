using System.Globalization;
using Conformance.Gateway;

namespace Conformance.Cli.Commands;

/// <summary>Requests as plain lines: when, method, path with its query, status. Written as they are answered, from any thread.</summary>
internal sealed class CallLog(TextWriter output)
{
    private readonly Lock gate = new();

    /// <summary>One line.</summary>
    public void Write(FaceCallLine call)
    {
        var line = Words(call);
        lock (gate)
            output.WriteLine(line);
    }

    /// <summary>A call that was answered just now, in words.</summary>
    public static string Words(FaceCallLine call)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return $"{time} {call.Method} {call.Target} {call.Status?.ToString(CultureInfo.InvariantCulture) ?? "cut"}";
    }
}
