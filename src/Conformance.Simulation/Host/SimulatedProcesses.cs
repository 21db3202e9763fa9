using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>
/// The process table of a simulated host. Every process of the world is in it; programs are started by name, from those that were
/// installed.
/// </summary>
public sealed class SimulatedProcesses : IProcesses
{
    private readonly Dictionary<string, SimulatedProgram> programs = new(StringComparer.Ordinal);
    private readonly World world;
    private readonly SimulatedDisk disk;

    internal SimulatedProcesses(World world, SimulatedDisk disk)
    {
        this.world = world;
        this.disk = disk;
    }

    /// <summary>Makes a program startable, by its bare name (found on PATH) or by an absolute path. The last one wins.</summary>
    public void Install(string programName, SimulatedProgram program) => programs[programName] = program;

    /// <summary>Whether a program can be started by that name or path.</summary>
    public bool Has(string programName) => Find(programName) is not null;

    /// <summary>Takes a program away, or does nothing.</summary>
    public void Uninstall(string programName) => programs.Remove(programName);

    /// <inheritdoc/>
    public async Task<IChildProcess> Start(ProcessSpec spec)
    {
        await world.Turn();
        var name = spec.Arguments.Count > 0 ? spec.Arguments[0] : throw new ProcessStartException("No program was named.");
        var program = Find(name) ?? throw new ProcessStartException($"Failed to start '{name}': No such file or directory.");
        var parent = world.Current;
        var folder = spec.WorkingFolder ?? parent?.WorkingFolder ?? "/";
        if (spec.WorkingFolder is not null && !disk.Files.IsFolder(folder))
            throw new ProcessStartException($"Failed to start '{name}': its working folder '{folder}' does not exist.");

        var output = new OutputSink(world, disk, spec.StandardOutput, parent);
        var error = new OutputSink(world, disk, spec.StandardError, parent);
        ProgramRun? run = null;
        var process = world.Start(ActorOf(spec.Arguments), _ => program(run!), parent, spec.Arguments);
        run = new ProgramRun(process, output, error);
        process.WorkingFolder = folder;
        if (spec.Environment.Count > 0)
            process.Environment = Overlay(process.Environment, spec.Environment);
        return new SimulatedChild(world, process, output, error);
    }

    /// <inheritdoc/>
    public async Task<ProcessInfo?> Find(int pid)
    {
        await world.Turn();
        return world.Find(pid) is { } process ? InfoOf(process) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProcessInfo>> All()
    {
        await world.Turn();
        return [.. world.Processes.OrderBy(process => process.Pid).Select(InfoOf)];
    }

    /// <inheritdoc/>
    public async Task<string?> Variable(ProcessIdentity identity, string name)
    {
        await world.Turn();
        return world.Find(identity.Pid) is { } process && process.Identity == identity ? process.Environment.GetValueOrDefault(name) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> Signal(ProcessIdentity identity, int signal)
    {
        await world.Turn();
        if (world.Find(identity.Pid) is not { } process || process.Identity != identity)
            return false;
        world.History.Add(world.Current?.Name ?? "host", new ProcessSignalled(identity.Pid, signal));
        return world.Signal(process, signal);
    }

    private SimulatedProgram? Find(string name) =>
        programs.GetValueOrDefault(name) ?? programs.GetValueOrDefault(name[(name.LastIndexOf('/') + 1)..]);

    private static ProcessInfo InfoOf(SimProcess process) =>
        new(process.Identity, process.Parent?.Pid ?? 0, process.Arguments, IsZombie: false);

    /// <summary><c>docker:41 run</c>: program, pid and the first plain word after it.</summary>
    private string ActorOf(IReadOnlyList<string> arguments)
    {
        var program = arguments[0][(arguments[0].LastIndexOf('/') + 1)..];
        for (var i = 1; i < arguments.Count; i++)
        {
            if (IsPlainWord(arguments[i]))
                return $"{program}:{world.PidToCome} {arguments[i]}";
        }

        return $"{program}:{world.PidToCome}";
    }

    private static bool IsPlainWord(string text)
    {
        if (text.Length is 0 or > 12)
            return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterLower(character))
                return false;
        }

        return true;
    }

    private static Dictionary<string, string> Overlay(
        IReadOnlyDictionary<string, string> below, IReadOnlyDictionary<string, string> above)
    {
        var both = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in below)
            both[key] = value;
        foreach (var (key, value) in above)
            both[key] = value;
        return both;
    }
}
