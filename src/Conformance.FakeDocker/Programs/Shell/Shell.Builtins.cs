namespace Conformance.FakeDocker;

/// <summary>What builtins need of their shell beyond variables.</summary>
internal sealed partial class Shell
{
    private int sourceDepth;

    /// <summary>Whether a file is being read by <c>.</c>.</summary>
    public bool IsInSource => sourceDepth > 0;

    /// <summary><c>unset -f</c>.</summary>
    public void ForgetFunction(string name) => functions.Remove(name);

    /// <summary>What a word would run, in the short form of <c>command -v</c> and in the long one of <c>type</c>.</summary>
    public (string Short, string Long)? Describe(string name)
    {
        if (ShellReserved.Contains(name))
            return (name, $"{name} is a shell keyword");
        if (ShellBuiltins.Find(name) is { IsSpecial: true })
            return (name, $"{name} is a special shell builtin");
        if (functions.ContainsKey(name))
            return (name, $"{name} is a function");
        if (ShellBuiltins.Find(name) is not null)
            return (name, $"{name} is a shell builtin");
        if (name.Contains('/'))
            return Kernel.Files.LookInside(ContainerPath.Resolve(WorkingFolder, name)) is { IsExecutable: true, IsFolder: false } ? (name, $"{name} is {name}") : null;
        var path = Kernel.Programs.FindOnPath(name, Variables["PATH"] ?? "", WorkingFolder, Kernel.Files);
        return path is null ? null : (path, $"{name} is {path}");
    }

    /// <summary>The content of a file that is searched on PATH; null if none.</summary>
    public async Task<byte[]?> ReadFromPath(string name)
    {
        foreach (var folder in (Variables["PATH"] ?? "").Split(':'))
        {
            if (await Kernel.Files.Read(ContainerPath.Resolve(WorkingFolder, folder + "/" + name)) is { } content)
                return content;
        }

        return null;
    }

    /// <summary>Runs the text of a file in this shell; <c>return</c> leaves it.</summary>
    public async Task<int> RunSource(string text, string file)
    {
        var (name, line) = (CommandName, Line);
        CommandName = file;
        sourceDepth++;
        var status = await RunText(text, isWhole: false, firstLine: 1);
        sourceDepth--;
        (CommandName, Line) = (name, line);
        if (Flow != ShellFlow.Return)
            return status;
        Flow = ShellFlow.None;
        return LastStatus;
    }

    /// <summary>Runs a program in the place of the shell.</summary>
    public Task<int> Replace(IReadOnlyList<string> words) => Execute(Process, new ProgramStart(words, Variables.Environment(), WorkingFolder));

    /// <summary>Runs a program as a child, whatever functions there are.</summary>
    public Task<int> RunPlain(IReadOnlyList<string> words)
    {
        var child = NewChild(words[0]);
        return Await(child, RunInChild(child, new ProgramStart(words, Variables.Environment(), WorkingFolder), []));
    }
}
