using System.Text;
using System.Text.RegularExpressions;

namespace Conformance.FakeDocker;

/// <summary>
/// The rules of a <c>.dockerignore</c>: a pattern a line, <c>#</c> at its beginning for a comment, <c>!</c> for an exception; the last that
/// matches decides. <c>*</c> and <c>?</c> stand for anything but a slash, <c>**</c> for any number of folders. It is the client that leaves
/// files out; the daemon only hides the file itself and the Dockerfile, which every client has to send.
/// </summary>
internal sealed class IgnoreRules
{
    private readonly List<(Regex Pattern, int Depth, bool IsException)> rules = [];

    /// <summary>The rules of a text. One that is no pattern makes all of them void, as the daemon has it.</summary>
    public static IgnoreRules Read(string text)
    {
        var read = new IgnoreRules();
        try
        {
            foreach (var line in text.TrimStart('\ufeff').Split('\n'))
                read.Add(line);
        }
        catch (Exception fault) when (fault is Docker.DockerException or ArgumentException)
        {
            return new IgnoreRules();
        }

        return read;
    }

    /// <summary>Whether a file is to be left out.</summary>
    /// <param name="file">Its path below the context, without a leading slash.</param>
    public bool Excludes(string file)
    {
        var isOut = false;
        var folders = file.Split('/')[..^1];
        foreach (var (pattern, depth, isException) in rules)
        {
            if (pattern.IsMatch(file) || (depth <= folders.Length && pattern.IsMatch(string.Join('/', folders.Take(depth)))))
                isOut = !isException;
        }

        return isOut;
    }

    private void Add(string line)
    {
        var words = line.Trim();
        if (line.StartsWith('#') || words.Length == 0)
            return;
        var isException = words[0] == '!';
        var pattern = isException ? words[1..].Trim() : words;
        if (pattern.Length == 0)
            throw new ArgumentException("illegal exclusion pattern: \"!\"", nameof(line));
        // Folders are resolved as in a path; all patterns begin at the context.
        pattern = ContainerPath.Resolve("/", pattern)[1..];
        if (pattern.Length == 0)
            pattern = ".";
        PathPattern.IsMatch(pattern, ".");
        rules.Add((new Regex(Expression(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), pattern.Split('/').Length, isException));
    }

    private static string Expression(string pattern)
    {
        var expression = new StringBuilder("^");
        for (var place = 0; place < pattern.Length; place++)
        {
            switch (pattern[place])
            {
                case '*' when place + 1 < pattern.Length && pattern[place + 1] == '*':
                    place += place + 2 < pattern.Length && pattern[place + 2] == '/' ? 2 : 1;
                    expression.Append(place + 1 == pattern.Length ? ".*" : "(.*/)?");
                    break;
                case '*':
                    expression.Append("[^/]*");
                    break;
                case '?':
                    expression.Append("[^/]");
                    break;
                case '.' or '$':
                    expression.Append('\\').Append(pattern[place]);
                    break;
                case '\\' when place + 1 < pattern.Length:
                    expression.Append('\\').Append(pattern[++place]);
                    break;
                default:
                    expression.Append(pattern[place]);
                    break;
            }
        }

        return expression.Append("\\z").ToString();
    }
}
