using System.Text;

namespace Conformance.FakeDocker;

/// <summary>A program of the table as it runs: the result is its exit code.</summary>
internal delegate Task<int> ContainerWord(WordRun run);

/// <summary>What a running program has.</summary>
internal sealed class WordRun(ContainerKernel kernel, InnerProcess process, ProgramStart start)
{
    /// <summary>The container's system.</summary>
    public ContainerKernel Kernel { get; } = kernel;

    /// <summary>The process.</summary>
    public InnerProcess Process { get; } = process;

    /// <summary>Words, environment, folder.</summary>
    public ProgramStart Start { get; } = start;

    /// <summary>Name as it was called, without folder.</summary>
    public string Name { get; init; } = ContainerPath.Name(start.Arguments[0]);

    /// <summary>Words after the name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = start.Arguments.Count > 1 ? [.. start.Arguments.Skip(1)] : [];

    /// <summary>Writes to standard output; false when the program must end.</summary>
    public Task<bool> Out(string text) => Write(1, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes <c>NAME: message</c> to standard error.</summary>
    public Task<bool> Complain(string message) => Write(2, Encoding.UTF8.GetBytes($"{Name}: {message}\n"));

    /// <summary>Complains and gives the exit code.</summary>
    public async Task<int> Fail(string message, int code = 1)
    {
        await Complain(message);
        return code;
    }

    /// <summary>Called in a way that busybox answers with how it is to be called, of which the head is shown; code 1.</summary>
    public async Task<int> Misused()
    {
        await Write(2, Encoding.UTF8.GetBytes($"BusyBox v1.35.0 multi-call binary.\n\nUsage: {Name}\n\n"));
        return 1;
    }

    /// <summary>Complains about an option or a use that the simulated program does not have, there and in the history; code 2.</summary>
    public async Task<int> Unsupported(string what)
    {
        var message = $"conformance: the simulated {Name} does not know {what}";
        Kernel.Unsupported(message);
        await Write(2, Encoding.UTF8.GetBytes(message + "\n"));
        return 2;
    }

    /// <summary>Writes bytes to a descriptor.</summary>
    public Task<bool> Write(int descriptor, ReadOnlyMemory<byte> bytes) =>
        Process[descriptor] is { } file ? file.Write(Process, bytes) : Task.FromResult(true);

    /// <summary>Absolute path.</summary>
    public string Resolve(string path) => ContainerPath.Resolve(Start.WorkingFolder, path);

    /// <summary>Why there is nothing at a path, in the system's words.</summary>
    public Task<string> WhyMissing(string path) => Kernel.Files.WhyMissing(Resolve(path));

    /// <summary>Opens a file to read, <c>-</c> being standard input. Null after a message in busybox' words.</summary>
    /// <param name="path">Path.</param>
    /// <param name="isBrief">Whether the word does not say that it is opening that fails.</param>
    public async Task<OpenFile?> Open(string path, bool isBrief = false)
    {
        if (path is "-" or "/dev/stdin")
            return (Process[0] ?? new NullFile()).Retain();
        if (path == "/dev/null")
            return new NullFile();
        if (path == "/dev/zero")
            return new ZeroFile();
        if (await Kernel.Files.Read(Resolve(path)) is { } content)
            return new ReadOnlyFile(content);
        var isFolder = await Kernel.Files.Look(Resolve(path)) is { IsFolder: true };
        await Complain(isFolder ? "read error: Is a directory" : $"{(isBrief ? path : $"can't open '{path}'")}: {await WhyMissing(path)}");
        return null;
    }

    /// <summary>Everything that a file has. One that never ends is kept in memory until there is none left.</summary>
    public async Task<byte[]> ReadAll(OpenFile file)
    {
        if (file is ZeroFile)
        {
            await Kernel.RunOutOfMemory(Process);
            return [];
        }

        var all = new List<byte>();
        while (true)
        {
            var piece = await file.Read(Process, 65536);
            if (piece.IsEmpty)
                return [.. all];
            all.AddRange(piece.Span);
        }
    }
}
