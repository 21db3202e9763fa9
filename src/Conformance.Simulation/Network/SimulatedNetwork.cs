using System.Globalization;
using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>
/// The loopback network of a simulated host. A request is a call from the current process to the one that listens: a message
/// there, a message back; both may die meanwhile. It may be a part of another network (<see cref="Outside"/>).
/// </summary>
public sealed class SimulatedNetwork : INetwork
{
    private const int FirstFreePort = 32768;
    private readonly Dictionary<string, Listener> listeners = new(StringComparer.Ordinal);
    private readonly World world;
    private int nextPort = FirstFreePort;

    internal SimulatedNetwork(World world) => this.world = world;

    /// <summary>
    /// The network around this one: asked where nobody here listens, and told of who listens here. It calls back in processes of this
    /// world. Null: there is none.
    /// </summary>
    public INetwork? Outside { get; set; }

    /// <inheritdoc/>
    public async Task<HttpAnswer> Send(HttpCall call, TimeSpan limit)
    {
        await world.Turn();
        return Outside is { } outside && !IsHeard(call.Address) ? await outside.Send(call, limit) : await SendInside(call, limit);
    }

    private async Task<HttpAnswer> SendInside(HttpCall call, TimeSpan limit)
    {
        var listener = await Find(call.Address);
        var sent = world.BeginCall(listener.Owner, _ => listener.Serve(call));
        try
        {
            return await sent.Reply.WaitAsync(limit, world.Time);
        }
        catch (TimeoutException)
        {
            sent.Abort();
            throw new NetworkException(NetworkFailure.Late, call.Address);
        }
        catch (PeerDiedException)
        {
            throw new NetworkException(NetworkFailure.Cut, call.Address);
        }
    }

    /// <inheritdoc/>
    public async Task<IListener> Listen(string address, Func<HttpCall, Task<HttpAnswer>> serve)
    {
        await world.Turn();
        var owner = world.Current ?? throw new InvalidOperationException("only a process can listen");
        if (address.EndsWith(":0", StringComparison.Ordinal))
            address = address[..^1] + (nextPort++).ToString(CultureInfo.InvariantCulture);
        if (IsHeard(address))
            throw new NetworkException(NetworkFailure.InUse, address);
        var listener = listeners[address] = new Listener(world, owner, address, serve);
        if (Outside is { } outside)
            await Open(listener, outside);
        return listener;
    }

    private bool IsHeard(string address) => listeners.TryGetValue(address, out var listener) && listener.IsOpen;

    /// <summary>Lets the network outside in, and closes when the listening process does or dies: hence in a process of its own.</summary>
    private async Task Open(Listener listener, INetwork outside)
    {
        var opened = world.Completion<bool>();
        world.Start("door " + listener.Address, Keep, world.Init);
        await opened.Task;

        async Task<int> Keep(SimProcess self)
        {
            try
            {
                using var door = await outside.Listen(listener.Address, call => SendInside(call, Timeout.InfiniteTimeSpan));
                opened.TrySet(true);
                await Link(listener.Address);
            }
            catch (NetworkException refusal)
            {
                // The address is in use there, or who listened is gone already.
                listener.Dispose();
                opened.TryFail(refusal);
            }

            return 0;
        }
    }

    /// <inheritdoc/>
    public async Task Link(string address)
    {
        await world.Turn();
        var listener = await Find(address);
        try
        {
            await world.Call(listener.Owner, _ => listener.Closed.Task);
        }
        catch (PeerDiedException)
        {
            // That is what it waited for.
        }
    }

    /// <summary>A refusal takes its time too: who tries again at once must not stop the clock.</summary>
    private async Task<Listener> Find(string address)
    {
        if (listeners.TryGetValue(address, out var listener) && listener.IsOpen)
            return listener;
        await world.Delay(world.LatencyMin);
        throw new NetworkException(NetworkFailure.Refused, address);
    }

    /// <summary>A process that listens at an address.</summary>
    private sealed class Listener(World world, SimProcess owner, string address, Func<HttpCall, Task<HttpAnswer>> serve) : IListener
    {
        public string Address => address;

        public SimProcess Owner => owner;

        public Completion<bool> Closed { get; } = world.Completion<bool>();

        public bool IsOpen => owner.IsAlive && !Closed.IsSettled;

        /// <summary>In the listening process: it may have closed while the request was on its way.</summary>
        public async Task<HttpAnswer> Serve(HttpCall call)
        {
            if (Closed.IsSettled)
                throw new NetworkException(NetworkFailure.Refused, address);
            try
            {
                var answer = serve(call);
                await Task.WhenAny(answer, Closed.Task);
                return Closed.IsSettled ? throw new NetworkException(NetworkFailure.Cut, address) : await answer;
            }
            catch (Exception exception) when (exception is not NetworkException)
            {
                owner.Fail(exception);
                throw new NetworkException(NetworkFailure.Cut, address);
            }
        }

        public void Dispose() => Closed.TrySet(true);
    }
}
