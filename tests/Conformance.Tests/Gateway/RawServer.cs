using System.Net;
using System.Net.Sockets;
using System.Text;
using Conformance.Gateway;

namespace Conformance.Tests.Gateway;

/// <summary>A daemon that does byte for byte what the test tells it to.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly List<RawPeer> peers = [];

    public RawServer(string socketPath)
    {
        listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socketPath));
        listener.Listen();
        Address = DockerAddress.OfSocket(socketPath);
    }

    public RawServer(IPAddress address)
    {
        listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen();
        Address = DockerAddress.Parse($"tcp://{address}:{((IPEndPoint)listener.LocalEndPoint!).Port}");
    }

    public DockerAddress Address { get; }

    public int Accepted => peers.Count;

    public async Task<RawPeer> Accept()
    {
        var peer = new RawPeer(await listener.AcceptAsync());
        peers.Add(peer);
        return peer;
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        foreach (var peer in peers)
            peer.Close();
        return ValueTask.CompletedTask;
    }
}

/// <summary>One end of a connection, spoken byte for byte.</summary>
internal sealed class RawPeer(Socket socket)
{
    private readonly byte[] one = new byte[1];

    public static async Task<RawPeer> Connect(string socketPath)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath));
        return new RawPeer(socket);
    }

    /// <summary>Bytes up to and with the empty line; what has come if the connection ends before.</summary>
    public async Task<string> ReadHead()
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await socket.ReceiveAsync(one) > 0)
            text.Append((char)one[0]);
        return text.ToString();
    }

    public async Task<string> Read(int count)
    {
        var buffer = new byte[count];
        var filled = 0;
        while (filled < count)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
                break;
            filled += read;
        }

        return Encoding.Latin1.GetString(buffer, 0, filled);
    }

    public async Task<string> ReadToEnd()
    {
        var all = new MemoryStream();
        var buffer = new byte[65536];
        int read;
        while ((read = await socket.ReceiveAsync(buffer)) > 0)
            all.Write(buffer, 0, read);
        return Encoding.Latin1.GetString(all.ToArray());
    }

    public async Task Write(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var sent = 0; sent < bytes.Length;)
            sent += await socket.SendAsync(bytes.AsMemory(sent));
    }

    public void HalfClose() => socket.Shutdown(SocketShutdown.Send);

    public void Close() => socket.Dispose();
}
