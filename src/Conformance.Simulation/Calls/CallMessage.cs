namespace Conformance.Simulation;

/// <summary>One call on its way: there (as a message), in the callee, and back (as a message).</summary>
internal abstract class CallMessage : TimerNode
{
    /// <summary>The next open call of the same connection.</summary>
    internal CallMessage? Next { get; set; }

    /// <summary>The caller died: nobody waits any more, and nothing of it may be kept.</summary>
    internal abstract void Forget();

    /// <summary>The caller hung up: fails its reply.</summary>
    internal abstract void Abandon();

    /// <summary>The callee died: fails its reply unless the answer is already on its way.</summary>
    internal abstract void CalleeDied();
}

/// <inheritdoc/>
internal sealed class CallMessage<T>(WorldConnection connection, Func<WorldCaller, Task<T>> work) : CallMessage
{
    private static readonly SendOrPostCallback RunBody = static state => ((CallMessage<T>)state!).Serve();
    private static readonly SendOrPostCallback FailAborted = static state => ((CallMessage<T>)state!).Abort();
    private TaskCompletionSource<T>? waiter = new();
    private Func<WorldCaller, Task<T>>? body = work;
    private T? value;
    private Exception? failure;
    private State state;

    private enum State
    {
        Sent,
        Arrived,
        Answered,
    }

    internal Task<T> Reply => waiter!.Task;

    internal override void Forget() => waiter = null;

    internal override void Abandon() => connection.World.Enqueue(null, FailAborted, this);

    internal override void CalleeDied()
    {
        if (state == State.Arrived)
            Answer(default, new PeerDiedException(connection.Callee.Name));
    }

    internal override void Fire()
    {
        if (state == State.Answered)
        {
            Deliver();
            return;
        }

        state = State.Arrived;
        if (connection.Callee.IsAlive)
            connection.World.Enqueue(connection.Callee, RunBody, this);
        else
            CalleeDied();
    }

    private void Serve()
    {
        Task<T> run;
        try
        {
            run = body!(connection.CallerView);
        }
        catch (Exception e)
        {
            Answer(default, e);
            return;
        }

        body = null;
        if (run.IsCompletedSuccessfully)
            Answer(run.Result, null);
        else
            _ = Await(run);
    }

    private async Task Await(Task<T> run)
    {
        T result;
        try
        {
            result = await run;
        }
        catch (Exception e)
        {
            Answer(default, e);
            return;
        }

        Answer(result, null);
    }

    private void Answer(T? result, Exception? exception)
    {
        if (state != State.Arrived)
            return;
        state = State.Answered;
        body = null;
        value = result;
        failure = exception;
        connection.SendReply(this);
    }

    private void Deliver()
    {
        connection.Finished(this);
        if (failure is not null)
            waiter?.TrySetException(failure);
        else
            waiter?.TrySetResult(value!);
        waiter = null;
        value = default;
    }

    private void Abort()
    {
        waiter?.TrySetException(new CallAbortedException(connection.Callee.Name));
        waiter = null;
    }
}
