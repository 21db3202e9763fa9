using System.Text;
using System.Text.RegularExpressions;

namespace Conformance.Tests.FakeDocker.Cli;

/// <summary>
/// Recorded invocations of the docker program: <c>$ arguments</c>, <c>~ request</c>, <c>&gt; output</c>, <c>! error</c>, <c>= code</c>. They are
/// one session, each sees what those before it have left.
/// </summary>
internal static partial class Transcript
{
    /// <summary>The file.</summary>
    public static string Path { get; } = Repository.At("tests", "Conformance.Tests", "FakeDocker", "Cli", "transcript.txt");

    /// <summary>Whether a run of the real program may write the file anew.</summary>
    public static bool MayAccept => Environment.GetEnvironmentVariable("CONFORMANCE_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null;

    /// <summary>Writes the file anew, its first lines as they are.</summary>
    public static void Accept(IEnumerable<string> blocks) =>
        File.WriteAllText(Path, string.Concat(File.ReadLines(Path).TakeWhile(line => line.StartsWith('#')).Select(line => line + "\n").Concat(blocks)));

    /// <summary>The arguments of a block.</summary>
    public static string CommandOf(string block) => block[2..block.IndexOf('\n')];

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
    public static string Write(string command, IEnumerable<string> requests, string stdout, string stderr, int? code)
    {
        var block = new StringBuilder("$ ").Append(command).Append('\n');
        foreach (var request in Ordered(command, requests))
            block.Append("~ ").Append(Varying(request)).Append('\n');
        foreach (var (mark, text) in new[] { ('>', stdout), ('!', stderr) })
        {
            if (text.Length == 0)
                continue;
            var whole = Varying(text);
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

    private static string Varying(string text) => Time().Replace(Id().Replace(text, "ID"), "TIME");

    /// <summary>What several connections do side by side has no order: requests for several containers.</summary>
    private static IEnumerable<string> Ordered(string command, IEnumerable<string> requests) =>
        SideBySide().IsMatch(command) ? requests.OrderBy(line => line.Contains("/_ping") ? "" : line, StringComparer.Ordinal) : requests;

    [GeneratedRegex("^(rm|stop|kill|restart|pause|unpause|update|rmi) ")]
    private static partial Regex SideBySide();

    [GeneratedRegex("(?<=(since|until)=)[0-9.]+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")]
    private static partial Regex Time();

    [GeneratedRegex("[0-9a-f]{64}|(?m:^[0-9a-f]{12}$)")]
    private static partial Regex Id();

    [GeneratedRegex("(?:'[^']*'|[^ '])+")]
    private static partial Regex Word();
}
