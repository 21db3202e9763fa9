using System.Runtime.CompilerServices;

namespace Conformance.Simulation;

/// <summary>
/// Awaited to let everything that is ready run first: the rest goes to the end of the run queue. It never returns to a dead
/// process, so what follows it is not done by one. Outside a process it does not wait.
/// </summary>
public readonly struct WorldTurn : ICriticalNotifyCompletion
{
    private static readonly SendOrPostCallback Invoke = static state => ((Action)state!)();
    private readonly World world;
    private readonly SimProcess? process;

    internal WorldTurn(World world, SimProcess? process)
    {
        this.world = world;
        this.process = process;
    }

    /// <summary>Itself.</summary>
    public WorldTurn GetAwaiter() => this;

    /// <summary>Whether there is no process that could wait.</summary>
    public bool IsCompleted => process is null;

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => world.Enqueue(process, Invoke, continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => world.Enqueue(process, Invoke, continuation);

    /// <summary>Nothing to return.</summary>
    public void GetResult()
    {
    }
}
