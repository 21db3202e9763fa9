using System.Globalization;

namespace Conformance.Docker;

/// <summary>One line of <c>docker ps</c> in <see cref="DockerArguments.ListFormat"/>; the keys stand in this order.</summary>
/// <param name="ID">64 hex digits.</param>
/// <param name="Names">Names without slash, joined by commas.</param>
/// <param name="Image">As given at create.</param>
/// <param name="Labels"><c>k=v</c>, joined by commas; nothing is escaped.</param>
/// <param name="State">One word.</param>
/// <param name="Status">Words such as <c>Up 5 seconds</c>.</param>
/// <param name="CreatedAt">Such as <c>2026-11-22 12:11:21 +0000 UTC</c>.</param>
public sealed record ListLine(string? ID, string? Names, string? Image, string? Labels, string? State, string? Status, string? CreatedAt)
{
    /// <summary>As our model has it; the image's id and the command are not known.</summary>
    public ContainerSummary ToSummary() => new()
    {
        Id = ID ?? "",
        Names = [.. (Names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => "/" + name)],
        Image = Image ?? "",
        Labels = ReadLabels(Labels ?? ""),
        State = State ?? "",
        Status = Status ?? "",
        Created = ReadCreated(CreatedAt ?? ""),
    };

    // The program joins labels by commas and escapes nothing: a part without an equals sign goes on with the value before it.
    // A value that holds ",k=v" cannot be told from a label k; whoever must be sure filters by the label, which the daemon judges.
    private static Dictionary<string, string> ReadLabels(string text)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        string? last = null;
        foreach (var range in text.AsSpan().Split(','))
        {
            var part = text.AsSpan()[range];
            var equals = part.IndexOf('=');
            if (equals > 0)
                labels.TryAdd(last = part[..equals].ToString(), part[(equals + 1)..].ToString());
            else if (last is not null)
                labels[last] += "," + part.ToString();
        }

        return labels;
    }

    // "2026-11-22 12:11:21 +0000 UTC", in the time zone of the program; the name of the zone says no more than the offset.
    private static long ReadCreated(string text)
    {
        const int length = 25; // yyyy-MM-dd HH:mm:ss +0000
        return text.Length >= length && DateTimeOffset.TryParseExact(
            text.AsSpan(0, length).ToString().Insert(length - 2, ":"),
            "yyyy-MM-dd HH:mm:ss zzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var created) ? created.ToUnixTimeSeconds() : 0;
    }
}
