using Conformance.Machine;

namespace Conformance.Tests.Docker;

/// <summary>A machine whose processes do what a test says, and which remembers what was started.</summary>
internal sealed class RecordingMachine : IMachine, IProcesses, IDisk
{
    private readonly Queue<RecordedChild> _scripted = new();

    public List<ProcessSpec> Started { get; } = [];

    public Dictionary<string, byte[]> Files { get; } = [];

    public string? CannotStart { get; set; }

    /// <summary>A clock that stands still where a test sets it.</summary>
    public Instant? StandingClock { get; set; }

    public Instant Now => StandingClock ?? Instant.From(DateTimeOffset.UtcNow);

    public TimeProvider Time => TimeProvider.System;

    public IDisk Disk => this;

    public IProcesses Processes => this;

    public INetwork Network => throw new NotSupportedException();

    /// <summary>The next process to be started ends at once like this.</summary>
    public RecordedChild Ends(int code, string output = "", string errors = "") =>
        Next(new RecordedChild(new ProcessExit(code, null, System.Text.Encoding.UTF8.GetBytes(output), System.Text.Encoding.UTF8.GetBytes(errors))));

    /// <summary>The next process to be started ends only when it is killed.</summary>
    public RecordedChild Hangs() => Next(new RecordedChild(null));

    public Task<IChildProcess> Start(ProcessSpec spec)
    {
        if (CannotStart is { } why)
            throw new ProcessStartException(why);
        Started.Add(spec);
        return Task.FromResult<IChildProcess>(_scripted.Dequeue());
    }

    public Task<byte[]?> Read(string path) => Task.FromResult(Files.GetValueOrDefault(path));

    public Task Append(string path, ReadOnlyMemory<byte> content)
    {
        Files[path] = [.. Files.GetValueOrDefault(path) ?? [], .. content.Span];
        return Task.CompletedTask;
    }

    public Completion<T> Completion<T>() => throw new NotSupportedException();

    public void Spawn(string name, Func<Task> body) => throw new NotSupportedException();

    public Task Point(string name, string? container, Phase phase) => Task.CompletedTask;

    public double NextRandom() => 0.5;

    public Task<ProcessInfo?> Find(int pid) => throw new NotSupportedException();

    public List<ProcessInfo> Running { get; } = [];

    public Dictionary<ProcessIdentity, (string Name, string Value)> Variables { get; } = [];

    public Task<string?> Variable(ProcessIdentity identity, string name) =>
        Task.FromResult(Variables.TryGetValue(identity, out var variable) && variable.Name == name ? variable.Value : null);

    public List<(ProcessIdentity Process, int Signal)> Signalled { get; } = [];

    public Task<IReadOnlyList<ProcessInfo>> All() => Task.FromResult<IReadOnlyList<ProcessInfo>>(Running);

    public Task<bool> Signal(ProcessIdentity identity, int signal)
    {
        Signalled.Add((identity, signal));
        return Task.FromResult(true);
    }

    public Task Write(string path, ReadOnlyMemory<byte> content) => throw new NotSupportedException();

    public Task WriteAtomically(string path, ReadOnlyMemory<byte> content) => throw new NotSupportedException();

    public Task<DiskEntry?> Look(string path) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> List(string folder) => throw new NotSupportedException();

    public Task CreateFolder(string path) => throw new NotSupportedException();

    public Task MakeExecutable(string path) => throw new NotSupportedException();

    public Task Link(string path, string target) => throw new NotSupportedException();

    public Task Rename(string from, string to) => throw new NotSupportedException();

    public Task Delete(string path) => throw new NotSupportedException();

    private RecordedChild Next(RecordedChild child)
    {
        _scripted.Enqueue(child);
        return child;
    }
}

/// <summary>A child that has ended, or ends when it is killed.</summary>
internal sealed class RecordedChild : IChildProcess
{
    private readonly TaskCompletionSource<ProcessExit> _exit = new();

    public RecordedChild(ProcessExit? exit)
    {
        if (exit is not null)
            _exit.SetResult(exit);
    }

    public List<(int Signal, bool Tree)> Kills { get; } = [];

    public ProcessIdentity Identity => new(4711, 1);

    public Task<ProcessExit> Exit => _exit.Task;

    public Instant LastOutput => Instant.Epoch;

    public Task Kill(int signal, bool tree = false)
    {
        Kills.Add((signal, tree));
        _exit.TrySetResult(new ProcessExit(null, signal, [], []));
        return Task.CompletedTask;
    }
}
