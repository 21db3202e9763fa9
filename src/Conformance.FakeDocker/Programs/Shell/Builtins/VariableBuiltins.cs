namespace Conformance.FakeDocker;

/// <summary>export, readonly, unset, local.</summary>
internal static class VariableBuiltins
{
    /// <summary><c>export [-p] [name[=value]]...</c>.</summary>
    public static Task<int> Export(Shell shell, IReadOnlyList<string> words) =>
        Change(shell, words, "export", static variable => variable.IsExported, static (shell, name) => shell.Variables.Export(name));

    /// <summary><c>readonly [-p] [name[=value]]...</c>.</summary>
    public static Task<int> ReadOnly(Shell shell, IReadOnlyList<string> words) =>
        Change(shell, words, "readonly", static variable => variable.IsReadOnly, static (shell, name) => shell.Variables.Lock(name));

    /// <summary><c>unset [-v | -f] name...</c>.</summary>
    public static async Task<int> Unset(Shell shell, IReadOnlyList<string> words)
    {
        var isFunction = false;
        foreach (var word in words.Skip(1))
        {
            if (word is "-v" or "-f")
            {
                isFunction = word == "-f";
            }
            else if (isFunction)
            {
                shell.ForgetFunction(word);
            }
            else if (!ShellVariables.IsName(word))
            {
                await shell.Fail($"{word}: bad variable name");
                return 2;
            }
            else if (!shell.Variables.Unset(word))
            {
                await shell.Fail($"{word}: is read only");
                return 2;
            }
        }

        return 0;
    }

    /// <summary><c>local name[=value]...</c>, in functions.</summary>
    public static async Task<int> Local(Shell shell, IReadOnlyList<string> words)
    {
        if (!shell.IsInFunction)
        {
            await shell.Fail("not in a function");
            return 2;
        }

        foreach (var word in words.Skip(1))
        {
            var (name, value) = Split(word);
            shell.MakeLocal(name);
            if (value is not null)
                shell.Variables.Set(name, value);
        }

        return 0;
    }

    private static async Task<int> Change(
        Shell shell, IReadOnlyList<string> words, string verb, Func<ShellVariables.Variable, bool> isListed, Action<Shell, string> mark)
    {
        if (words.Count == 1 || words[1] == "-p")
        {
            foreach (var (name, variable) in shell.Variables.All)
            {
                if (isListed(variable))
                    await shell.Print(1, $"{verb} {name}{(variable.Value is null ? "" : "=" + ShellQuoting.Always(variable.Value))}\n");
            }

            return 0;
        }

        foreach (var word in words.Skip(1))
        {
            var (name, value) = Split(word);
            if (!ShellVariables.IsName(name))
            {
                await shell.Fail($"{name}: bad variable name");
                return 2;
            }

            if (value is not null && !shell.Variables.Set(name, value))
            {
                await shell.Fail($"{name}: is read only");
                return 2;
            }

            mark(shell, name);
        }

        return 0;
    }

    private static (string Name, string? Value) Split(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
    }
}
