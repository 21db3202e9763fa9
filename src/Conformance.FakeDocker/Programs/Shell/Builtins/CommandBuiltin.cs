namespace Conformance.FakeDocker;

/// <summary>command and type.</summary>
internal static class CommandBuiltin
{
    /// <summary><c>command [-v] name argument...</c>: without looking at functions.</summary>
    public static async Task<int> Run(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
            return 0;
        if (words[1] is "-v" or "-V")
        {
            var status = 0;
            foreach (var name in words.Skip(2))
            {
                if (shell.Describe(name) is not { } found)
                    status = 127;
                else
                    await shell.Print(1, (words[1] == "-v" ? found.Short : found.Long) + "\n");
            }

            return status;
        }

        var rest = words.Skip(1).ToArray();
        if (ShellBuiltins.Find(rest[0]) is not { } builtin)
            return await shell.RunPlain(rest);
        shell.SpeakAs(rest[0]);
        return await builtin.Body(shell, rest);
    }

    /// <summary><c>type name...</c>.</summary>
    public static async Task<int> Type(Shell shell, IReadOnlyList<string> words)
    {
        var status = 0;
        foreach (var name in words.Skip(1))
        {
            if (shell.Describe(name) is not { } found)
            {
                await shell.Print(1, $"{name}: not found\n");
                status = 127;
            }
            else
            {
                await shell.Print(1, found.Long + "\n");
            }
        }

        return status;
    }
}
