using System.Net.Sockets;
using Conformance.Docker;

namespace Conformance.Gateway;

/// <summary>One connection of a client, with the one connection to the daemon that belongs to it.</summary>
internal sealed class ProxyConnection(FaultProxy proxy, PeerSocket client, Peer peer) : IDisposable
{
    private const int CreateBytesMax = 1 << 20;
    private volatile bool isBusy;
    private PeerSocket? daemon;

    /// <summary>The proxy it belongs to.</summary>
    public FaultProxy Proxy => proxy;

    /// <summary>The client's side.</summary>
    public PeerSocket Client => client;

    /// <summary>Serves request after request until one side has had enough.</summary>
    public async Task Run()
    {
        try
        {
            while (await HttpHead.Read(client.Reader) is { } head && await Serve(head))
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // A side broke off: the other learns of it by the closing of its connection.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>The daemon's side; connected when it is first needed, so that a request that is held leaves no trace there.</summary>
    public async Task<PeerSocket> Daemon()
    {
        if (daemon is null)
        {
            daemon = new PeerSocket(await EngineTransport.Connect(proxy.Upstream));
            _ = CloseWhenIdle(daemon);
        }

        return daemon;
    }

    /// <summary>Closes the daemon's side; the next request gets a new one.</summary>
    public void DropDaemon()
    {
        daemon?.Dispose();
        daemon = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        daemon?.Dispose();
    }

    // A daemon that closes between two requests has died; its client must not send the next one into the void.
    private async Task CloseWhenIdle(PeerSocket connected)
    {
        await connected.Ended;
        if (daemon == connected && !isBusy)
            client.Dispose();
    }

    private async Task<bool> Serve(HttpHead head)
    {
        isBusy = true;
        try
        {
            return await Exchange(head) && daemon is not { Ended.IsCompleted: true };
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task<bool> Exchange(HttpHead head)
    {
        var target = EngineRoutes.Identify(head.Method, head.Target);
        var body = BodyReader.OfRequest(head, client.Reader);
        byte[]? read = null;
        CreateContainer? create = null;
        if (target?.Operation == "container.create")
        {
            (head, read) = await ReadCreate(head, body);
            create = Parse(target.Container, read);
            if (proxy.Mark?.Apply(target.Container, read) is { } marked)
            {
                read = marked;
                head = WithLength(head, marked.Length);
            }
        }

        var request = new ProxiedRequest(proxy.NextCall(), peer.Name, target, create) { Owner = peer.Owner };
        return await new ProxyExchange(this, head, body, read, request).Run();
    }

    // The resolver of edges must see name, labels and variables before anything is decided.
    private async Task<(HttpHead Head, byte[] Body)> ReadCreate(HttpHead head, BodyReader body)
    {
        if (head.Has("Expect", "100-continue"))
        {
            await client.Write("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
            head = head.With(["Expect"]);
        }

        var read = await body.ReadAll(CreateBytesMax) ?? throw new IOException("the body of a create is longer than 1 MiB");
        return (body.Framing == BodyFraming.Chunked ? WithLength(head, read.Length) : head, read);
    }

    private static HttpHead WithLength(HttpHead head, int length) =>
        head.With(["Content-Length", "Transfer-Encoding"], FormattableString.Invariant($"Content-Length: {length}"));

    // A body that is no JSON is the daemon's to refuse.
    private static CreateContainer Parse(string? name, byte[] body)
    {
        try
        {
            return new CreateContainer(name, EngineJson.Read(body, EngineJson.Wire.ContainerSpec));
        }
        catch (DockerException)
        {
            return new CreateContainer(name, new ContainerSpec());
        }
    }
}
