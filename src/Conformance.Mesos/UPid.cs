using System.Globalization;
using System.Text.RegularExpressions;

namespace Conformance.Mesos;

/// <summary>Address of a libprocess process, written <c>slave(1)@127.0.0.1:5051</c>.</summary>
/// <param name="Id">Name of the process: the first part of the path of its messages.</param>
/// <param name="Address"><c>IP:PORT</c>.</param>
public sealed partial record UPid(string Id, string Address)
{
    /// <summary>Reads one; null if the text is none.</summary>
    public static UPid? Parse(string? text) =>
        text is not null && Shape().Match(text) is { Success: true } match
        && ushort.TryParse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new UPid(match.Groups["id"].Value, text[(match.Groups["id"].Length + 1)..])
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Id}@{Address}";

    [GeneratedRegex(@"^(?<id>[^@/\s]+)@[0-9]{1,3}(\.[0-9]{1,3}){3}:(?<port>[0-9]{1,5})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
