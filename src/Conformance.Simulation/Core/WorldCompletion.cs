using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>Settling posts a kernel-mode item, so waiters are resumed through the run queue. Goes silent with its process.</summary>
internal sealed class WorldCompletion<T>(World world, SimProcess? owner) : Completion<T>
{
    private static readonly SendOrPostCallback Settle = static state => ((WorldCompletion<T>)state!).Resume();
    private readonly TaskCompletionSource<T> source = new();
    private T? value;
    private Exception? failure;
    private bool isSettled;

    public override Task<T> Task => source.Task;

    public override bool IsSettled => isSettled;

    public override bool TrySet(T value)
    {
        if (isSettled)
            return false;
        this.value = value;
        Post();
        return true;
    }

    public override bool TryFail(Exception exception)
    {
        if (isSettled)
            return false;
        failure = exception;
        Post();
        return true;
    }

    private void Post()
    {
        isSettled = true;
        if (owner is not { IsAlive: false })
            world.Enqueue(null, Settle, this);
    }

    private void Resume()
    {
        if (failure is not null)
            source.TrySetException(failure);
        else
            source.TrySetResult(value!);
    }
}
