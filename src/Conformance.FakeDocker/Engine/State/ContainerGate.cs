using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>A lock that is awaited, first come first served. It lives and dies with the daemon's process.</summary>
internal sealed class ContainerGate(World world)
{
    private readonly Queue<Completion<bool>> waiting = new();
    private bool isHeld;

    /// <summary>Completes when the caller holds it, at once when it is free. Every entry needs one <see cref="Leave"/>.</summary>
    public Task Enter()
    {
        if (!isHeld)
        {
            isHeld = true;
            return Task.CompletedTask;
        }

        var turn = world.Completion<bool>();
        waiting.Enqueue(turn);
        return turn.Task;
    }

    /// <summary>Completes when nobody holds it; for readers, who do nothing under it.</summary>
    public async Task Pass()
    {
        if (!isHeld)
            return;
        await Enter();
        Leave();
    }

    /// <summary>Hands it to the next.</summary>
    public void Leave()
    {
        if (waiting.TryDequeue(out var next))
            next.TrySet(true);
        else
            isHeld = false;
    }
}
