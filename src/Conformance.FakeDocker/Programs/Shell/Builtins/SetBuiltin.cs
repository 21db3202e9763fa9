namespace Conformance.FakeDocker;

/// <summary><c>set [-efux] [-o name] [--] [argument]...</c>.</summary>
internal static class SetBuiltin
{
    private static readonly string[] Names = ["e:errexit", "f:noglob", "u:nounset", "x:xtrace", "a:allexport", "n:noexec", "v:verbose", "C:noclobber"];

    /// <summary>Runs it.</summary>
    public static async Task<int> Run(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
        {
            foreach (var (name, variable) in shell.Variables.All)
            {
                if (variable.Value is not null)
                    await shell.Print(1, $"{name}={ShellQuoting.Always(variable.Value)}\n");
            }

            return 0;
        }

        var index = 1;
        for (; index < words.Count; index++)
        {
            var word = words[index];
            if (word == "--")
            {
                index++;
                shell.Arguments = [.. words.Skip(index)];
                return 0;
            }

            if (word.Length < 2 || word[0] is not ('-' or '+'))
                break;
            var isNamed = word[1] == 'o';
            if (isNamed && ++index == words.Count)
                return await shell.RefuseUnsupported("conformance: the simulated shell does not know a bare 'set -o'");
            var letters = isNamed ? Array.Find(Names, name => name[2..] == words[index])?[..1] : word[1..];
            if (letters is null || letters.AsSpan().ContainsAnyExcept("efux"))
                return await shell.RefuseUnsupported($"conformance: the simulated shell does not know 'set {(isNamed ? $"{word} {words[index]}" : word)}'");
            foreach (var letter in letters)
                shell.SetOption(letter, word[0] == '-');
        }

        if (index < words.Count)
            shell.Arguments = [.. words.Skip(index)];
        return 0;
    }
}
