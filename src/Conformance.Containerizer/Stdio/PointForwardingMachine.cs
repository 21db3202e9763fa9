using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>A machine whose points are told to somebody who says when to go on; all else is the machine itself.</summary>
/// <param name="machine">The machine.</param>
/// <param name="forward">Tells of a point; completes when the process may go on.</param>
public sealed class PointForwardingMachine(IMachine machine, Func<string, string?, Phase, Task> forward) : IMachine
{
    /// <inheritdoc/>
    public Instant Now => machine.Now;

    /// <inheritdoc/>
    public TimeProvider Time => machine.Time;

    /// <inheritdoc/>
    public IDisk Disk => machine.Disk;

    /// <inheritdoc/>
    public IProcesses Processes => machine.Processes;

    /// <inheritdoc/>
    public INetwork Network => machine.Network;

    /// <inheritdoc/>
    public Completion<T> Completion<T>() => machine.Completion<T>();

    /// <inheritdoc/>
    public void Spawn(string name, Func<Task> body) => machine.Spawn(name, body);

    /// <inheritdoc/>
    public async Task Point(string name, string? container, Phase phase)
    {
        await forward(name, container, phase);
        await machine.Point(name, container, phase);
    }

    /// <inheritdoc/>
    public double NextRandom() => machine.NextRandom();
}
