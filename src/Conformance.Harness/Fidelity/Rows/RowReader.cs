using System.Text.RegularExpressions;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// Reads a file of rows. A line at the margin names a row; each indented one is a call: method, path and body, the path with its query
/// as people read it. <c>&lt;hello&gt;</c> for a body is an archive (<see cref="RowArchives"/>); <c>with NAME: VALUE</c> gives the next
/// call a header, <c>until TEXT</c> makes it a question that is asked again and again until the answer has the text. <c>@id@</c> is the last
/// <c>Id</c> of an answer, <c>@id:12@</c> its first digits.
/// </summary>
public static partial class RowReader
{
    /// <summary>The rows of a file that lies beside this one, such as <c>images</c>.</summary>
    public static IReadOnlyList<Row> ReadFile(string name)
    {
        using var stream = typeof(RowReader).Assembly.GetManifestResourceStream($"rows/{name}.txt")
            ?? throw new ArgumentException($"there is no file of rows '{name}'", nameof(name));
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    /// <summary>The rows of a text. Throws <see cref="FormatException"/> with the line that is none.</summary>
    public static IReadOnlyList<Row> Read(string text)
    {
        List<(string Name, List<ApiCall> Calls)> rows = [];
        string? header = null;
        string? wanted = null;
        foreach (var line in text.Split('\n').Where(line => line.Trim().Length > 0))
        {
            if (line[0] != ' ')
            {
                rows.Add((line.Trim(), []));
            }
            else if (rows.Count == 0)
            {
                throw new FormatException($"'{line}' belongs to no row; expected its name at the margin");
            }
            else if (line.Trim() is var words && words.StartsWith("with ", StringComparison.Ordinal))
            {
                header = words["with ".Length..];
            }
            else if (words.StartsWith("until ", StringComparison.Ordinal))
            {
                wanted = words["until ".Length..];
            }
            else
            {
                rows[^1].Calls.Add(Call(words) with { Header = header, Until = wanted });
                header = wanted = null;
            }
        }

        return [.. rows.Select(row => new Row(row.Name, row.Calls))];
    }

    private static ApiCall Call(string line)
    {
        if (line.Split(' ', 3) is not [var method, ['/', ..] path, .. var rest])
            throw new FormatException($"'{line}' is no call; expected METHOD /PATH [BODY]");
        var call = new ApiCall(method, Unescaped().Replace(path, match => Uri.HexEscape(match.Value[0])));
        return rest switch
        {
            [] => call,
            [['<', .. var name, '>']] => call with { Archive = RowArchives.Of(name) },
            _ => call with { Body = rest[0] },
        };
    }

    // What may not stand in a path as it is; the rest was meant.
    [GeneratedRegex(@"[{}""\[\]<>|^`\\]")]
    private static partial Regex Unescaped();
}
