namespace Conformance.FakeDocker;

/// <summary>A command that the shell runs itself. The words have its name first; the result is the status.</summary>
/// <param name="Body">What it does.</param>
/// <param name="IsSpecial">Assignments before it stay, and a bad redirection ends the shell (POSIX' special builtins).</param>
internal sealed record ShellBuiltin(Func<Shell, IReadOnlyList<string>, Task<int>> Body, bool IsSpecial = false);

/// <summary>The builtins of the shell.</summary>
internal static class ShellBuiltins
{
    private static readonly Dictionary<string, ShellBuiltin> All = new(StringComparer.Ordinal)
    {
        ["."] = new(SourceBuiltin.Run, true),
        [":"] = new(static (_, _) => Task.FromResult(0), true),
        ["["] = Word(TestWord.Run),
        ["break"] = new(FlowBuiltins.Break, true),
        ["cd"] = new(FolderBuiltins.Change),
        ["chdir"] = new(FolderBuiltins.Change),
        ["command"] = new(CommandBuiltin.Run),
        ["continue"] = new(FlowBuiltins.Continue, true),
        ["echo"] = Word(EchoWord.Run),
        ["eval"] = new(SourceBuiltin.Eval, true),
        ["exec"] = new(ExecBuiltin.Run, true),
        ["exit"] = new(FlowBuiltins.Exit, true),
        ["export"] = new(VariableBuiltins.Export, true),
        ["false"] = new(static (_, _) => Task.FromResult(1)),
        ["kill"] = Word(KillWord.Run),
        ["local"] = new(VariableBuiltins.Local, true),
        ["printf"] = Word(PrintfWord.Run),
        ["pwd"] = new(FolderBuiltins.Print),
        ["read"] = new(ReadBuiltin.Run),
        ["readonly"] = new(VariableBuiltins.ReadOnly, true),
        ["return"] = new(FlowBuiltins.Return, true),
        ["set"] = new(SetBuiltin.Run, true),
        ["shift"] = new(FlowBuiltins.Shift, true),
        ["source"] = new(SourceBuiltin.Run, true),
        ["test"] = Word(TestWord.Run),
        ["trap"] = new(TrapBuiltin.Run, true),
        ["true"] = new(static (_, _) => Task.FromResult(0)),
        ["type"] = new(CommandBuiltin.Type),
        ["umask"] = new(FolderBuiltins.Mask),
        ["unset"] = new(VariableBuiltins.Unset, true),
        ["wait"] = new(WaitBuiltin.Run),
        ["alias"] = Missing,
        ["bg"] = Missing,
        ["fg"] = Missing,
        ["getopts"] = Missing,
        ["hash"] = Missing,
        ["jobs"] = Missing,
        ["let"] = Missing,
        ["times"] = Missing,
        ["ulimit"] = Missing,
        ["unalias"] = Missing,
    };

    private static ShellBuiltin Missing =>
        new(static (shell, words) => shell.RefuseUnsupported($"conformance: the simulated shell does not know the builtin '{words[0]}'"));

    /// <summary>The builtin of that name, or null.</summary>
    public static ShellBuiltin? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>A program that the shell runs in itself; its messages begin with the shell's name.</summary>
    private static ShellBuiltin Word(ContainerWord word) => new((shell, words) =>
        word(new WordRun(shell.Kernel, shell.Process, new ProgramStart(words, EmptyEnvironment, shell.WorkingFolder)) { Name = "sh" }));

    private static readonly Dictionary<string, string> EmptyEnvironment = [];
}
