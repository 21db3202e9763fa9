namespace Conformance.FakeDocker;

/// <summary><c>echo [-neE] word...</c>.</summary>
internal static class EchoWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var (newLine, escapes, index) = (true, false, 0);
        for (; index < run.Arguments.Count && IsOption(run.Arguments[index]); index++)
        {
            foreach (var letter in run.Arguments[index].AsSpan(1))
            {
                newLine &= letter != 'n';
                escapes = letter == 'e' || (escapes && letter != 'E');
            }
        }

        var text = string.Join(' ', run.Arguments.Skip(index));
        if (escapes)
        {
            text = ShellEscapes.Decode(text, ShellEscapes.Dialect.Echo, out var stops);
            newLine &= !stops;
        }

        await run.Out(newLine ? text + "\n" : text);
        return 0;
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !word.AsSpan(1).ContainsAnyExcept("neE");
}
