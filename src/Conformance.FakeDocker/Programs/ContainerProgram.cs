using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// One run of a container's program: pid 1 and everything that it starts, all inside one process of the world.
/// The engine starts <see cref="Run"/> as the body of that process (<c>world.Start(name, _ => program.Run(), ...)</c>) and takes its
/// exit code. KILL is the engine's: it kills the process (<see cref="World.Kill"/>). Pausing too: <see cref="World.Freeze"/>.
/// </summary>
public sealed class ContainerProgram
{
    private readonly World world;
    private readonly ProgramStart start;
    private readonly ContainerKernel kernel;
    private readonly InnerProcess first;
    private SimProcess? process;

    /// <summary>A program that was found by <see cref="ProgramTable.Find"/>.</summary>
    /// <param name="world">The world.</param>
    /// <param name="arguments">Program and arguments, at least one word.</param>
    /// <param name="environment">The container's variables, PATH and HOME included.</param>
    /// <param name="workingFolder">Absolute; <c>/</c> where the image says nothing.</param>
    /// <param name="write">
    /// Takes output: 1 for standard output, 2 for standard error, and the bytes, which must be copied when kept. Awaited, so a slow
    /// taker slows the program.
    /// </param>
    /// <param name="files">The container's files, the same for each of its runs; null for fresh ones.</param>
    /// <param name="programs">The image's programs; null for all that are known.</param>
    /// <param name="hostName">Host name; null for HOSTNAME of the environment.</param>
    /// <param name="network">The host's network, for a container that shares it; null: nobody can be reached.</param>
    public ContainerProgram(
        World world,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string workingFolder,
        Func<int, ReadOnlyMemory<byte>, Task> write,
        ContainerFiles? files = null,
        ProgramTable? programs = null,
        string? hostName = null,
        INetwork? network = null)
    {
        this.world = world;
        start = new ProgramStart(arguments, environment, workingFolder.Length == 0 ? "/" : workingFolder);
        programs ??= ProgramTable.Busybox;
        kernel = new ContainerKernel(world, files ?? new ContainerFiles(programs), programs, write)
        {
            HostName = hostName ?? environment.GetValueOrDefault("HOSTNAME", "localhost"),
            OutOfMemory = isFirst => OutOfMemory?.Invoke(isFirst),
            Network = network,
        };
        first = kernel.NewProcess(null, string.Join(' ', arguments));
        first[0] = new NullFile();
        first[1] = new ContainerOutputFile(kernel, 1);
        first[2] = new ContainerOutputFile(kernel, 2);
    }

    /// <summary>Standard input; null for one that is empty. Set before <see cref="Run"/>.</summary>
    internal ContainerInput? Input
    {
        init
        {
            if (value is null)
                return;
            first[0] = new InputFile(value);
            Watch(value);
        }
    }

    /// <summary>As whom it runs. Default: root.</summary>
    internal ContainerUser User
    {
        init => first.User = value;
    }

    /// <summary>Told when a process of it has used up the memory, and whether that is pid 1, which must then be killed. Null: nobody.</summary>
    public Action<bool>? OutOfMemory { get; set; }

    /// <summary>
    /// Runs it to its end, in the current process of the world. The result is the exit code, 0 to 255; when the program cannot be
    /// run after all (a script without its interpreter, say) 127 or 126, after a line on standard error.
    /// </summary>
    public async Task<int> Run()
    {
        process = world.Current;
        await RunIn(first, start);
        return first.Status!.Value.ShellCode;
    }

    /// <summary>
    /// Starts a command beside pid 1, in the container's process, and returns its pid in the container. It ends with the container.
    /// </summary>
    internal int Exec(ExecStartup startup)
    {
        var inner = kernel.NewProcess(null, string.Join(' ', startup.Start.Arguments));
        inner.User = startup.User;
        inner[0] = startup.Input is { } input ? new InputFile(input) : new NullFile();
        inner[1] = new ExecOutputFile(kernel, 1, startup.Write);
        inner[2] = new ExecOutputFile(kernel, 2, startup.Write);
        if (startup.Input is { } typed)
            Watch(typed);
        world.Spawn($"container pid {inner.Pid}", async () =>
        {
            await RunIn(inner, startup.Start);
            startup.Ended(inner.Status!.Value.ShellCode);
        });
        return inner.Pid;
    }

    /// <summary>
    /// A signal arrives at pid 1 from outside. It goes as a message into the container's process. True when it has an effect
    /// (a trap will run); false when pid 1 ignores it, as it does with every signal without a handler, and when it has ended.
    /// Not for KILL and STOP, which programs never see.
    /// </summary>
    public async Task<bool> Deliver(int signal)
    {
        if (process is not { IsAlive: true } target)
            return false;
        if (ReferenceEquals(world.Current, target))
            return first.Deliver(signal);
        try
        {
            return await world.Call(target, _ => Task.FromResult(first.Deliver(signal)));
        }
        catch (PeerDiedException)
        {
            return false;
        }
    }

    /// <summary>A process other than pid 1 is killed from outside, in the container's process. False if it is not there.</summary>
    internal bool Kill(int pid) => kernel.Find(pid)?.Deliver(Signals.Kill) == true;

    private async Task RunIn(InnerProcess inner, ProgramStart command)
    {
        var failure = await ProgramRunner.Find(kernel, command, command.Environment.GetValueOrDefault("PATH", "")) switch
        {
            { Path: { } path } => await ProgramRunner.Run(kernel, inner, path, command),
            { Exists: true } => ProgramRunner.CannotExecute,
            _ => ProgramRunner.NotFound,
        };
        var code = failure switch
        {
            ProgramRunner.NotFound => 127,
            ProgramRunner.CannotExecute => 126,
            _ => failure,
        };
        if (failure < 0 && inner[2] is { } errors)
            await errors.Write(inner, System.Text.Encoding.UTF8.GetBytes($"exec {command.Arguments[0]}: {(code == 127 ? "no such file or directory" : "permission denied")}\n"));
        inner.End(code);
    }

    /// <summary>^C at a terminal is a message to the container's process.</summary>
    private void Watch(ContainerInput input)
    {
        if (input is TerminalInput terminal)
            terminal.Interrupted = () => process?.Post(_ => kernel.Interrupt(terminal), null);
    }

    /// <summary>The processes inside, in the order of pids.</summary>
    internal IEnumerable<InnerProcess> Inside => kernel.Processes;

    /// <summary>What runs inside: pid (in the container), parent's pid and command line, in the order of pids.</summary>
    public IReadOnlyList<(int Pid, int Parent, string Command)> Processes =>
        [.. kernel.Processes.Select(inner => (inner.Pid, inner.Parent?.Pid ?? 0, inner.Command))];
}
