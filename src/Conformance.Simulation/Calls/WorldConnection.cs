namespace Conformance.Simulation;

/// <summary>
/// One caller's connection to one callee. Calls over it start in the callee after a latency and are answered after another; nothing
/// completes synchronously. When the caller closes it or dies, the callee learns of it as <see cref="WorldCaller.Gone"/> and
/// goes on with what it does. When the callee dies, open calls fail with <see cref="PeerDiedException"/>.
/// </summary>
public sealed class WorldConnection
{
    private readonly bool isOneCall;
    private readonly Link link;
    private CallMessage? firstCall;
    private TaskCompletionSource? goneSource;
    private bool isGone;

    internal WorldConnection(World world, SimProcess caller, SimProcess callee, bool isOneCall)
    {
        World = world;
        Caller = caller;
        Callee = callee;
        this.isOneCall = isOneCall;
        link = Link.Between(caller, callee);
        if (caller.IsAlive)
            caller.Outgoing.Add(this);
        if (callee.IsAlive)
            callee.Incoming.Add(this);
    }

    /// <summary>Who is called.</summary>
    public SimProcess Callee { get; }

    /// <summary>Whether the caller has closed it or died.</summary>
    public bool IsClosed { get; private set; }

    internal World World { get; }

    internal SimProcess Caller { get; }

    internal WorldCaller CallerView => field ??= new WorldCaller(this);

    internal Task Gone => isGone ? Task.CompletedTask : (goneSource ??= new TaskCompletionSource()).Task;

    /// <summary>Sends a call and awaits the answer.</summary>
    public Task<T> Call<T>(Func<WorldCaller, Task<T>> body) => Begin(body).Reply;

    /// <summary>Sends a call. On a closed connection it fails with <see cref="CallAbortedException"/>.</summary>
    public WorldCall<T> Begin<T>(Func<WorldCaller, Task<T>> body)
    {
        var call = new CallMessage<T>(this, body);
        if (IsClosed)
        {
            call.Abandon();
        }
        else if (Caller.IsAlive) // else nothing leaves a dead process, and it hears nothing
        {
            call.Next = firstCall;
            firstCall = call;
            link.SendRequest(World, call);
        }

        return new WorldCall<T>(this, call.Reply);
    }

    /// <summary>Hangs up. Open calls fail with <see cref="CallAbortedException"/>; the callee learns of it a latency later.</summary>
    public void Close()
    {
        if (IsClosed)
            return;
        for (var call = firstCall; call is not null; call = call.Next)
            call.Abandon();
        HangUp();
    }

    internal static void PeerDied(SimProcess process)
    {
        WorldConnection[] outgoing = [.. process.Outgoing];
        WorldConnection[] incoming = [.. process.Incoming];
        process.Outgoing.Clear();
        process.Incoming.Clear();
        process.Links.Clear();
        foreach (var connection in outgoing)
            connection.CallerDied();
        foreach (var connection in incoming)
            connection.CalleeDied();
    }

    internal void SendReply(CallMessage call) => link.SendReply(World, call);

    /// <summary>A reply was delivered.</summary>
    internal void Finished(CallMessage call)
    {
        Unlink(call);
        if (isOneCall)
            Detach();
    }

    private void Unlink(CallMessage call)
    {
        if (ReferenceEquals(firstCall, call))
        {
            firstCall = call.Next;
            return;
        }

        var before = firstCall;
        while (before is not null && !ReferenceEquals(before.Next, call))
            before = before.Next;
        if (before is not null)
            before.Next = call.Next;
    }

    private void CallerDied()
    {
        for (var call = firstCall; call is not null; call = call.Next)
            call.Forget();
        if (!IsClosed)
            HangUp();
    }

    private void CalleeDied()
    {
        goneSource = null;
        for (var call = firstCall; call is not null; call = call.Next)
            call.CalleeDied();
    }

    private void HangUp()
    {
        IsClosed = true;
        Caller.Outgoing.Remove(this);
        if (Callee.IsAlive)
            link.SendRequest(World, new GoneMessage(this));
    }

    private void Detach()
    {
        Caller.Outgoing.Remove(this);
        Callee.Incoming.Remove(this);
    }

    /// <summary>The end of the stream of requests, as the callee sees it.</summary>
    private sealed class GoneMessage(WorldConnection connection) : TimerNode
    {
        internal override void Fire()
        {
            connection.isGone = true;
            connection.Detach();
            connection.goneSource?.TrySetResult();
        }
    }
}
