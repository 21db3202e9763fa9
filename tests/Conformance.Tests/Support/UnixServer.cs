using System.Net.Sockets;

namespace Conformance.Tests;

/// <summary>A UNIX socket that listens at once and, until it is disposed of, hands each connection to whoever serves it.</summary>
internal sealed class UnixServer : IDisposable
{
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Listens.</summary>
    /// <param name="path">Where.</param>
    /// <param name="serve">Speaks with one client, whose connection it owns.</param>
    public UnixServer(string path, Func<Socket, Task> serve)
    {
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        _ = Accept(serve);
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private async Task Accept(Func<Socket, Task> serve)
    {
        try
        {
            while (true)
                _ = serve(await listener.AcceptAsync());
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
