using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Gateway;

/// <summary>
/// The loopback network of this host around that of a simulated one: containers on the simulated host's network reach who listens here, and are
/// reached where they listen.
/// </summary>
/// <param name="thread">The simulated host's world, where all of it is called.</param>
public sealed class SharedLoopback(WorldThread thread) : INetwork, IDisposable
{
    private readonly LocalNetwork network = new();
    private readonly Lock gate = new();
    private readonly HashSet<IListener> listeners = [];
    private bool isOver;

    /// <inheritdoc/>
    public Task<HttpAnswer> Send(HttpCall call, TimeSpan limit) => thread.Outside(() => network.Send(call, limit));

    /// <inheritdoc/>
    public Task<IListener> Listen(string address, Func<HttpCall, Task<HttpAnswer>> serve) =>
        thread.Outside<IListener>(async () => new Door(this, await network.Listen(address, call => Enter(call, serve))));

    /// <inheritdoc/>
    public Task Link(string address) => thread.Outside(async () =>
    {
        await network.Link(address);
        return true;
    });

    /// <summary>Nobody listens any more.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }

    /// <summary>A request from outside comes as a process of the world.</summary>
    private Task<HttpAnswer> Enter(HttpCall call, Func<HttpCall, Task<HttpAnswer>> serve)
    {
        var answer = new TaskCompletionSource<HttpAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        thread.Post(() => thread.World.Start("peer", Ask, thread.World.Init));
        return answer.Task;

        async Task<int> Ask(SimProcess self)
        {
            try
            {
                answer.TrySetResult(await serve(call));
            }
            catch (NetworkException exception)
            {
                answer.TrySetException(exception);
            }

            return 0;
        }
    }

    /// <summary>A listener that ends with the network, too.</summary>
    private sealed class Door : IListener
    {
        private readonly SharedLoopback owner;
        private readonly IListener listener;

        public Door(SharedLoopback owner, IListener listener)
        {
            (this.owner, this.listener) = (owner, listener);
            lock (owner.gate)
            {
                owner.listeners.Add(listener);
                if (owner.isOver)
                    listener.Dispose();
            }
        }

        public string Address => listener.Address;

        public void Dispose()
        {
            lock (owner.gate)
                owner.listeners.Remove(listener);
            listener.Dispose();
        }
    }
}
