using System.Net.Sockets;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// A raw HTTP/1.1 relay before a daemon, on a UNIX socket of its own: the only place where faults happen to HTTP. Heads go
/// on as the bytes that they were and are parsed only to decide; there is one connection to the daemon for each of a
/// client, and nothing is held back: <c>wait</c> has its head long before its body.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly Lock gate = new();
    private readonly HashSet<ProxyConnection> connections = [];
    private readonly History history;
    private readonly Task accepting;
    private int calls;

    private FaultProxy(FaultProxyOptions options)
    {
        (Upstream, Judge, Mark, history) = (options.Upstream, options.Judge, options.Mark, options.History);
        Address = DockerAddress.OfSocket(options.SocketPath);
        File.Delete(options.SocketPath);
        listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(Address.EndPoint);
        listener.Listen();
        accepting = Accept();
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

    /// <summary>Closes the listener and every connection, and with them what they wait for.</summary>
    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
        lock (gate)
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }

    internal int NextCall() => Interlocked.Increment(ref calls);

    internal void Record(EventData line) => history.Add("proxy", line);

    internal void LearnVersion(string? version)
    {
        if (version is not null)
            ApiVersion = version;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync();
                _ = Serve(new ProxyConnection(this, new PeerSocket(socket), PeerName.Of(socket)));
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
