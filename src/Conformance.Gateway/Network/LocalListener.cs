using System.Net;
using System.Net.Sockets;
using System.Text;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// A small HTTP/1.1 server: whole requests in, whole answers out, on the event loop where it was made; made without one, on any threads.
/// </summary>
internal sealed class LocalListener : IListener
{
    private const int BodyBytesMax = 64 << 20;
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Lock gate = new();
    private readonly HashSet<PeerSocket> peers = [];
    private readonly Func<HttpCall, Task<HttpAnswer>> serve;

    /// <summary>Listens. Throws <see cref="NetworkException"/> when the address is in use.</summary>
    public LocalListener(string address, Func<HttpCall, Task<HttpAnswer>> serve)
    {
        this.serve = serve;
        try
        {
            socket.Bind(IPEndPoint.Parse(address));
            socket.Listen();
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw new NetworkException(NetworkFailure.InUse, address);
        }

        Address = socket.LocalEndPoint!.ToString()!;
        Spawn(Accept());
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        socket.Dispose();
        lock (gate)
        {
            foreach (var peer in peers)
                peer.Reset();
            peers.Clear();
        }
    }

    /// <summary>An exception of the server's own code is none of a connection: it ends the loop, or the whole process.</summary>
    private static void Spawn(Task work)
    {
        var loop = SynchronizationContext.Current as EventLoop;
        work.ContinueWith(
            failed =>
            {
                var failure = failed.Exception!.GetBaseException();
                if (loop is not null)
                    loop.Fail(failure);
                else
                    ThreadPool.UnsafeQueueUserWorkItem(_ => throw failure, null);
            },
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                Spawn(Serve(new PeerSocket(await socket.AcceptAsync())));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Serve(PeerSocket peer)
    {
        lock (gate)
            peers.Add(peer);
        try
        {
            while (await HttpHead.Read(peer.Reader) is { } head && await Answer(peer, head) && !head.Closes)
            {
            }
        }
        catch (Exception e) when (e is IOException or NetworkException)
        {
            // Gone, or cut on purpose.
        }

        peer.Dispose();
        lock (gate)
            peers.Remove(peer);
    }

    private async Task<bool> Answer(PeerSocket peer, HttpHead head)
    {
        if (head.Has("Expect", "100-continue"))
            await peer.Write("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
        if (await BodyReader.OfRequest(head, peer.Reader).ReadAll(BodyBytesMax) is not { } body)
        {
            await Send(peer, head, new HttpAnswer(413));
            return false;
        }

        await Send(peer, head, await serve(new HttpCall(head.Method, Address, head.Target) { Headers = [.. head.Headers], Body = body }));
        return true;
    }

    private static async Task Send(PeerSocket peer, HttpHead request, HttpAnswer answer)
    {
        using var names = new HttpResponseMessage((HttpStatusCode)answer.Status);
        var head = new StringBuilder(FormattableString.Invariant($"HTTP/1.1 {answer.Status} {names.ReasonPhrase}\r\n"));
        foreach (var (name, value) in answer.Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append(FormattableString.Invariant($"Content-Length: {answer.Body.Length}\r\n\r\n"));
        await peer.Write(Encoding.Latin1.GetBytes(head.ToString()));
        if (request.Method != "HEAD")
            await peer.Write(answer.Body);
    }
}
