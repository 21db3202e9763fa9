using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Finds programs and runs them inside a process: a word of the table, or a script.</summary>
internal static class ProgramRunner
{
    /// <summary>Result of <see cref="Run"/>: nothing there.</summary>
    public const int NotFound = -1;

    /// <summary>Result of <see cref="Run"/>: it may not be run.</summary>
    public const int CannotExecute = -2;

    /// <summary>Whether these bytes are a program for a processor. A known word is run all the same when it is called so.</summary>
    public static bool IsMachineCode(ReadOnlySpan<byte> content) => content.StartsWith("\u007fELF"u8);

    /// <summary>Searches a program. The path is set when it can be run.</summary>
    public static async Task<(string? Path, bool Exists)> Find(ContainerKernel kernel, ProgramStart start, string searchPath)
    {
        var program = start.Arguments[0];
        if (!program.Contains('/'))
            return (kernel.Programs.FindOnPath(program, searchPath, start.WorkingFolder, kernel.Files), false);
        var path = ContainerPath.Resolve(start.WorkingFolder, program);
        return await kernel.Files.Look(path) is not { } entry ? (null, false) : (!entry.IsFolder && entry.IsExecutable ? path : null, true);
    }

    /// <summary>Runs what is at an absolute path, in a process that exists. Returns its exit code or one of the constants.</summary>
    public static async Task<int> Run(ContainerKernel kernel, InnerProcess process, string path, ProgramStart start)
    {
        process.Handler = null;
        process.Command = string.Join(' ', start.Arguments);
        var word = ContainerWords.Find(ContainerPath.Name(path));
        if (word is not null && kernel.Files.IsProgram(path))
            return await word(new WordRun(kernel, process, start));
        if (await kernel.Files.Read(path) is not { } content)
            return NotFound;
        if (IsMachineCode(content))
            return word is not null ? await word(new WordRun(kernel, process, start)) : await new WordRun(kernel, process, start).Unsupported("machine code");
        var text = Encoding.UTF8.GetString(content);
        if (!text.StartsWith("#!", StringComparison.Ordinal))
            return await new Shell(kernel, process, start.Arguments[0], [.. start.Arguments.Skip(1)], start).RunToEnd(text, firstLine: 1);
        var first = text.Split('\n', 2)[0][2..].Trim();
        var words = first.Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return CannotExecute;
        // What was found on PATH is told to the interpreter with its path.
        var script = start.Arguments[0].Contains('/') ? start.Arguments[0] : path;
        var interpreter = start with { Arguments = [.. words, script, .. start.Arguments.Skip(1)] };
        return await Find(kernel, interpreter, "") is { Path: { } found } ? await Run(kernel, process, found, interpreter) : NotFound;
    }
}
