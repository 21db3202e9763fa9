using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>
/// The host of a simulation, shared by all its processes: whoever is the current process of the world is meant by "the current
/// process". Every effect goes once through the run queue, so that it never happens in a dead process and others get their turn;
/// it costs no virtual time. Outside a run effects happen at once, which is how a run is prepared and looked at afterwards.
/// </summary>
public sealed class SimulatedMachine : IMachine
{
    /// <summary>A host with an empty disk and no programs.</summary>
    public SimulatedMachine(World world)
    {
        World = world;
        Disk = new SimulatedDisk(world);
        Processes = new SimulatedProcesses(world, Disk);
        Network = new SimulatedNetwork(world);
    }

    /// <summary>The world it is in.</summary>
    public World World { get; }

    /// <inheritdoc cref="IMachine.Disk"/>
    public SimulatedDisk Disk { get; }

    /// <inheritdoc cref="IMachine.Processes"/>
    public SimulatedProcesses Processes { get; }

    /// <inheritdoc cref="IMachine.Network"/>
    public SimulatedNetwork Network { get; }

    /// <summary>
    /// What happens at machine points: name, container, phase. Runs in the process that passes the point, which does not go on
    /// before its task has completed, and never when it was killed meanwhile. Set by the runner; null: nothing.
    /// </summary>
    public Func<string, string?, Phase, Task>? OnPoint { get; set; }

    /// <inheritdoc/>
    public Instant Now => World.Now;

    /// <inheritdoc/>
    public TimeProvider Time => World.Time;

    IDisk IMachine.Disk => Disk;

    IProcesses IMachine.Processes => Processes;

    INetwork IMachine.Network => Network;

    /// <inheritdoc/>
    public Completion<T> Completion<T>() => World.Completion<T>();

    /// <inheritdoc/>
    public void Spawn(string name, Func<Task> body) => World.Spawn(name, body);

    /// <inheritdoc/>
    public async Task Point(string name, string? container, Phase phase)
    {
        await World.Turn();
        World.History.Add(World.Current?.Name ?? "harness", new PointPassed(name, container, phase));
        if (OnPoint is not { } hook)
            return;
        await hook(name, container, phase);
        await World.Turn();
    }

    /// <inheritdoc/>
    public double NextRandom() => World.Random.NextDouble();
}
