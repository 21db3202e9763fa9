using System.Runtime.ExceptionServices;

namespace Conformance.Machine;

/// <summary>
/// One thread that runs everything of one program in turn: what awaits on it resumes on it, so that code written for the
/// simulation needs no locks on a real host either. Posting is safe from any thread.
/// </summary>
public sealed class EventLoop : SynchronizationContext
{
    private readonly Lock gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> queue = new();
    private readonly ManualResetEventSlim arrived = new();
    private ExceptionDispatchInfo? failure;
    private Thread? thread;

    /// <summary>
    /// Runs <paramref name="body"/> on the calling thread until it has completed; what is still open then is dropped, as
    /// with a process that exits. Rethrows what escaped from it, from spawned work or from a posted callback.
    /// </summary>
    public static void Run(Func<Task> body) => new EventLoop().RunHere(body);

    /// <summary>As <see cref="Run(Func{Task})"/>, with a result.</summary>
    public static T Run<T>(Func<Task<T>> body)
    {
        T? result = default;
        Run(async () => { result = await body(); });
        return result!;
    }

    /// <summary>Ends the loop with this failure.</summary>
    public void Fail(Exception exception)
    {
        lock (gate)
            failure ??= ExceptionDispatchInfo.Capture(exception);
        arrived.Set();
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (gate)
            queue.Enqueue((d, state));
        arrived.Set();
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Thread.CurrentThread != thread)
            throw new InvalidOperationException("waiting for the event loop from another thread is not supported");
        d(state);
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    private void RunHere(Func<Task> body)
    {
        var previous = Current;
        thread = Thread.CurrentThread;
        SetSynchronizationContext(this);
        try
        {
            var main = body();
            main.GetAwaiter().OnCompleted(arrived.Set);
            while (!main.IsCompleted && failure is null)
                RunNext();
            failure?.Throw();
            main.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    private void RunNext()
    {
        (SendOrPostCallback Callback, object? State) item;
        lock (gate)
        {
            if (!queue.TryDequeue(out item) && failure is null)
                arrived.Reset();
        }

        if (item.Callback is null)
            arrived.Wait();
        else
            item.Callback(item.State);
    }
}
