namespace Conformance.FakeDocker;

/// <summary><c>exec [program argument...]</c>: the program takes the shell's place; alone it keeps redirections.</summary>
internal static class ExecBuiltin
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
            return 0;
        var program = words.Skip(1).ToArray();
        return shell.Leave(await shell.Replace(program));
    }
}
