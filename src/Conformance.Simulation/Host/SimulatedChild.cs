using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>A child as its parent holds it. A handle of a dead child does nothing: its pid may be another's.</summary>
internal sealed class SimulatedChild : IChildProcess
{
    private readonly World world;
    private readonly SimProcess process;
    private readonly OutputSink output;
    private readonly OutputSink error;

    internal SimulatedChild(World world, SimProcess process, OutputSink output, OutputSink error)
    {
        this.world = world;
        this.process = process;
        this.output = output;
        this.error = error;
        Exit = Collect();
    }

    public ProcessIdentity Identity => process.Identity;

    public Task<ProcessExit> Exit { get; }

    public Instant LastOutput => output.LastWrite > error.LastWrite ? output.LastWrite : error.LastWrite;

    public async Task Kill(int signal, bool tree = false)
    {
        await world.Turn();
        if (tree)
            SignalTree(process, signal);
        else
            world.Signal(process, signal);
    }

    private async Task<ProcessExit> Collect()
    {
        var exit = await process.Exit;
        return exit with { StandardOutput = output.Collected, StandardError = error.Collected };
    }

    /// <summary>The tree is read before the first signal, as descendants of a dead process are no longer its own.</summary>
    private void SignalTree(SimProcess root, int signal)
    {
        SimProcess[] children = [.. root.Children];
        world.Signal(root, signal);
        foreach (var child in children)
            SignalTree(child, signal);
    }
}
