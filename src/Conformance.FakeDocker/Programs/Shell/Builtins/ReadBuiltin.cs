using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>read [-r] name...</c>: one line of standard input, split at IFS; 1 at the end, and when a trapped signal cuts it short.</summary>
internal static class ReadBuiltin
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(Shell shell, IReadOnlyList<string> words)
    {
        var names = words.Skip(1).ToList();
        var isRaw = names.Count > 0 && names[0] == "-r";
        if (isRaw)
            names.RemoveAt(0);
        if (names.Count > 0 && names[0].StartsWith('-'))
            return await shell.RefuseUnsupported($"conformance: the simulated shell does not know 'read {names[0]}'");
        if (names.Find(name => !ShellVariables.IsName(name)) is { } bad)
        {
            await shell.Print(2, $"{shell.Name}: read: '{bad}': bad variable name\n");
            return 1;
        }

        if (names.Count == 0)
            names.Add("REPLY");
        shell.Process.IsReadingLine = true;
        var (line, isComplete) = await ReadLine(shell, isRaw);
        shell.Process.IsReadingLine = false;
        if (shell.Process.DiesOf != 0 || shell.PendingSignal != 0)
            (line, isComplete) = ("", false);
        var rest = line.Trim(Blanks(shell));
        for (var index = 0; index < names.Count; index++)
        {
            var isLast = index == names.Count - 1;
            var (field, after) = isLast ? (rest, "") : Cut(shell, rest);
            shell.Variables.Set(names[index], field);
            rest = after;
        }

        return isComplete ? 0 : 1;
    }

    private static char[] Blanks(Shell shell) => [.. (shell.Variables["IFS"] ?? " \t\n").Where(character => character is ' ' or '\t' or '\n')];

    private static (string Field, string Remainder) Cut(Shell shell, string text)
    {
        var separators = shell.Variables["IFS"] ?? " \t\n";
        var end = text.AsSpan().IndexOfAny(separators);
        if (end < 0)
            return (text, "");
        var rest = text[end..].TrimStart(Blanks(shell));
        if (rest.Length > 0 && separators.Contains(rest[0], StringComparison.Ordinal) && rest[0] is not (' ' or '\t' or '\n'))
            rest = rest[1..].TrimStart(Blanks(shell));
        return (text[..end], rest);
    }

    private static async Task<(string Line, bool IsComplete)> ReadLine(Shell shell, bool isRaw)
    {
        var bytes = new List<byte>();
        while (true)
        {
            var piece = shell.Process[0] is { } input ? await input.Read(shell.Process, 1) : default;
            if (piece.IsEmpty)
                return (Encoding.UTF8.GetString([.. bytes]), false);
            var value = piece.Span[0];
            if (value == '\\' && !isRaw)
            {
                var next = await shell.Process[0]!.Read(shell.Process, 1);
                if (next.IsEmpty)
                    return (Encoding.UTF8.GetString([.. bytes]), false);
                if (next.Span[0] != '\n')
                    bytes.Add(next.Span[0]);
            }
            else if (value == '\n')
            {
                return (Encoding.UTF8.GetString([.. bytes]), true);
            }
            else
            {
                bytes.Add(value);
            }
        }
    }
}
