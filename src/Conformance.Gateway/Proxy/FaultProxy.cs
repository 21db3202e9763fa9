using System.Net.Sockets;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// A raw HTTP/1.1 relay before a daemon, on a UNIX socket of its own: the only place where faults happen to HTTP. Heads go
/// on as the bytes that they were and are parsed only to decide; there is one connection to the daemon for each of a
/// client, and nothing is held back: <c>wait</c> has its head long before its body.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly string socketPath;
    private readonly Lock gate = new();
    private readonly HashSet<ProxyConnection> connections = [];
    private readonly History history;
    private Socket? listener;
    private Socket? refusing;
    private Task accepting = Task.CompletedTask;
    private int calls;

    private FaultProxy(FaultProxyOptions options)
    {
        (Upstream, Judge, Mark, history) = (options.Upstream, options.Judge, options.Mark, options.History);
        Address = DockerAddress.OfSocket(options.SocketPath);
        socketPath = options.SocketPath;
        Listen();
    }

    /// <summary>Where clients connect.</summary>
    public DockerAddress Address { get; }

    /// <summary>The daemon.</summary>
    public DockerAddress Upstream { get; }

    internal IEdgeJudge Judge { get; }

    internal CreateMark? Mark { get; }

    /// <summary>Version of the API that the daemon last said it has; clients take theirs from it even when it fails.</summary>
    internal string ApiVersion { get; private set; } = "1.41";

    /// <summary>Starts one; it listens when this returns.</summary>
    public static FaultProxy Start(FaultProxyOptions options) => new(options);

    /// <summary>Listens on its socket, anew after <see cref="Leave"/>.</summary>
    public void Listen()
    {
        refusing?.Dispose();
        refusing = null;
        listener = Bind();
        listener.Listen();
        accepting = Accept(listener);
    }

    /// <summary>Listens no more, as when the daemon itself were gone. Connections that are open stay so.</summary>
    /// <param name="withSocket">Whether its socket file goes as well, as with a daemon that was stopped; of one that was killed it stays, and refuses.</param>
    public async Task Leave(bool withSocket)
    {
        if (listener is null)
            return;
        // The runtime deletes the file with the socket; one that is bound and does not listen refuses like a dead one's.
        listener.Dispose();
        listener = null;
        await accepting;
        if (!withSocket)
            refusing = Bind();
    }

    /// <summary>Closes every connection, and with it what it waits for.</summary>
    public void DropConnections()
    {
        lock (gate)
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }

    /// <summary>Closes the listener and every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await Leave(withSocket: true);
        refusing?.Dispose();
        DropConnections();
    }

    private Socket Bind()
    {
        File.Delete(socketPath);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(Address.EndPoint);
        return socket;
    }

    /// <summary>What was last answered, for answers that are stale.</summary>
    internal LastReplies<byte[]> LastReplies { get; } = new();

    internal int NextCall() => Interlocked.Increment(ref calls);

    internal void Record(EventData line) => history.Add("proxy", line);

    internal void LearnVersion(string? version)
    {
        if (version is not null)
            ApiVersion = version;
    }

    private async Task Accept(Socket listening)
    {
        try
        {
            while (true)
            {
                var socket = await listening.AcceptAsync();
                _ = Serve(new ProxyConnection(this, new PeerSocket(socket), Peer.Of(socket)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Serve(ProxyConnection connection)
    {
        lock (gate)
            connections.Add(connection);
        try
        {
            await connection.Run();
        }
        catch (Exception e)
        {
            // Trouble of the harness: it must be seen, and must not pass for trouble of the daemon.
            Record(new Note($"the proxy failed: {e}"));
        }

        lock (gate)
            connections.Remove(connection);
    }
}
