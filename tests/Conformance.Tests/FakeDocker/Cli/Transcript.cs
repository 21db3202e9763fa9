using System.Text;
using System.Text.RegularExpressions;

namespace Conformance.Tests.FakeDocker.Cli;

/// <summary>Recorded invocations of the docker program: <c>$ arguments</c>, <c>&gt; output</c>, <c>! error</c>, <c>= code</c>.</summary>
internal static partial class Transcript
{
    /// <summary>The recorded invocations as blocks of text.</summary>
    public static IReadOnlyList<string> Read(string path)
    {
        var blocks = new List<string>();
        var block = new StringBuilder();
        foreach (var line in File.ReadLines(path).Where(line => !line.StartsWith('#')))
        {
            block.Append(line).Append('\n');
            if (!line.StartsWith("= ", StringComparison.Ordinal))
                continue;
            blocks.Add(block.ToString());
            block.Clear();
        }

        return blocks;
    }

    /// <summary>The block that an invocation gives.</summary>
    public static string Write(string command, string stdout, string stderr, int? code)
    {
        var block = new StringBuilder("$ ").Append(command).Append('\n');
        foreach (var (mark, text) in new[] { ('>', stdout), ('!', stderr) })
        {
            if (text.Length == 0)
                continue;
            var whole = Id().Replace(text, "ID");
            foreach (var line in (whole.EndsWith('\n') ? whole[..^1] : whole).Split('\n'))
                block.Append($"{mark} {line}".TrimEnd()).Append('\n');
        }

        return block.Append("= ").Append(code).Append('\n').ToString();
    }

    /// <summary>The words of a command line; single quotes hold a word together.</summary>
    public static IReadOnlyList<string> Words(string command)
    {
        var words = new List<string>();
        foreach (Match match in Word().Matches(command))
            words.Add(match.Value.Replace("'", "", StringComparison.Ordinal));
        return words;
    }

    [GeneratedRegex("[0-9a-f]{64}|(?m:^[0-9a-f]{12}$)")]
    private static partial Regex Id();

    [GeneratedRegex("(?:'[^']*'|[^ '])+")]
    private static partial Regex Word();
}
