using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// What the processes of one run of a container share: pids, files, output, and the pace. Words cost no virtual time, but a
/// loop that never waits would stop the world; so every <see cref="StepsPerSecond"/> steps without waiting cost one second.
/// </summary>
internal sealed class ContainerKernel(World world, ContainerFiles files, ProgramTable programs, Func<int, ReadOnlyMemory<byte>, Task> write)
{
    private const int StepsPerSecond = 10_000;
    private static readonly Task<bool> Alive = Task.FromResult(true);
    private static readonly Task<bool> Dying = Task.FromResult(false);
    private readonly Dictionary<int, InnerProcess> processes = [];
    private int lastPid;
    private int steps;

    /// <summary>The world.</summary>
    public World World { get; } = world;

    /// <summary>The container's files.</summary>
    public ContainerFiles Files { get; } = files;

    /// <summary>The image's programs.</summary>
    public ProgramTable Programs { get; } = programs;

    /// <summary>Host name of the container.</summary>
    public string HostName { get; init; } = "container";

    /// <summary>The network that the container shares with its host; null when it has one of its own.</summary>
    public INetwork? Network { get; init; }

    /// <summary>The host's own programs, for a shell outside of containers; null inside.</summary>
    public HostPrograms? Host { get; init; }

    /// <summary>
    /// What the host's kernel does when the container's memory is used up, told whether pid 1 has used it; null for nothing.
    /// For pid 1 it kills the container's process.
    /// </summary>
    public Action<bool>? OutOfMemory { get; init; }

    /// <summary>A process uses more memory than the container has: the host's kernel kills it.</summary>
    public async Task RunOutOfMemory(InnerProcess process)
    {
        OutOfMemory?.Invoke(process.Pid == 1);
        process.Die(Machine.Signals.Kill);
        await process.Block(World.Completion<bool>().Task);
    }

    /// <summary>Pids of the living, ascending.</summary>
    public IEnumerable<InnerProcess> Processes => processes.Values.OrderBy(process => process.Pid);

    /// <summary>A new process; it has the files of its parent.</summary>
    public InnerProcess NewProcess(InnerProcess? parent, string command)
    {
        var process = new InnerProcess(this, ++lastPid, parent, command);
        processes.Add(process.Pid, process);
        return process;
    }

    /// <summary>A living process.</summary>
    public InnerProcess? Find(int pid) => processes.GetValueOrDefault(pid);

    /// <summary>Writes to the container's standard output (1) or error (2).</summary>
    public Task Write(int descriptor, ReadOnlyMemory<byte> bytes) => write(descriptor, bytes);

    /// <summary>A process has ended.</summary>
    public void Ended(InnerProcess process) => processes.Remove(process.Pid);

    /// <summary>^C at a terminal: INT to the processes in its foreground, taken to be those that have it and no child that has it too.</summary>
    public void Interrupt(ContainerInput terminal)
    {
        var atTerminal = Processes.Where(process => process[0] is InputFile file && ReferenceEquals(file.Input, terminal)).ToArray();
        foreach (var process in atTerminal)
        {
            if (!Array.Exists(atTerminal, other => ReferenceEquals(other.Parent, process)))
                process.Deliver(Signals.Int);
        }
    }

    /// <summary>Somebody waits for something: the loop is not a busy one.</summary>
    public void Rested() => steps = 0;

    /// <summary>One step of a process. False when it was killed.</summary>
    public Task<bool> Step(InnerProcess process)
    {
        if (++steps < StepsPerSecond)
            return process.DiesOf == 0 ? Alive : Dying;
        return process.Block(World.Delay(TimeSpan.FromSeconds(1)));
    }

    /// <summary>Writes a line for the reader of a timeline: the scenario asks for what the simulation does not have.</summary>
    public void Unsupported(string words) => World.History.Add("container", new Note(words));
}
