using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Conformance.Gateway;

namespace Conformance.Tests.FakeDocker.Cli;

/// <summary>A socket before a daemon that hands everything on and notes which requests go through it.</summary>
internal sealed class RequestRelay : IDisposable
{
    private readonly string daemon;
    private readonly UnixServer server;
    private readonly Lock gate = new();
    private readonly List<string> requests = [];

    /// <summary>Listens at once.</summary>
    public RequestRelay(string path, DockerAddress daemon)
    {
        (Address, this.daemon) = (DockerAddress.OfSocket(path), daemon.SocketPath!);
        server = new UnixServer(path, Relay);
    }

    /// <summary>Where clients connect.</summary>
    public DockerAddress Address { get; }

    /// <summary>What was sent since the last time, in the order in which it began.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (gate)
        {
            var taken = requests.ToArray();
            requests.Clear();
            return taken;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    private async Task Relay(Socket client)
    {
        using var upstream = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await upstream.ConnectAsync(new UnixDomainSocketEndPoint(daemon));
        using var asking = new NetworkStream(client, ownsSocket: true);
        using var answering = new NetworkStream(upstream);
        try
        {
            await Task.WhenAny(Requests(asking, answering, upstream), answering.CopyToAsync(asking));
            await answering.CopyToAsync(asking);
        }
        catch (IOException)
        {
            // One side is gone.
        }
    }

    private async Task Requests(NetworkStream client, NetworkStream daemon, Socket upstream)
    {
        while (await Head(client) is { } head)
        {
            var words = head[..head.IndexOf("\r\n", StringComparison.Ordinal)].Split(' ');
            var place = Begin();
            await daemon.WriteAsync(Encoding.Latin1.GetBytes(head));
            var body = new MemoryStream();
            if (Header(head, "Content-Length") is { } length)
                await Copy(client, daemon, body, int.Parse(length, CultureInfo.InvariantCulture));
            else if (Header(head, "Transfer-Encoding") is not null)
                await Chunks(client, daemon, body);
            Note(place, SentRequest.Line(words[0], words[1], body.ToArray()));
            if (Header(head, "Upgrade") is null)
                continue;
            await client.CopyToAsync(daemon);
            break;
        }

        upstream.Shutdown(SocketShutdown.Send);
    }

    private int Begin()
    {
        lock (gate)
        {
            requests.Add("");
            return requests.Count - 1;
        }
    }

    private void Note(int place, string line)
    {
        lock (gate)
            requests[place] = line;
    }

    private static async Task<string?> Head(NetworkStream client)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            if (await client.ReadAsync(one) == 0)
                return null;
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static string? Header(string head, string name)
    {
        var start = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : head[(start + name.Length + 4)..].Split('\r')[0];
    }

    private static async Task Chunks(NetworkStream client, NetworkStream daemon, MemoryStream body)
    {
        while (true)
        {
            var line = new StringBuilder();
            var one = new byte[1];
            while (!line.ToString().EndsWith('\n'))
            {
                await client.ReadExactlyAsync(one);
                line.Append((char)one[0]);
            }

            await daemon.WriteAsync(Encoding.Latin1.GetBytes(line.ToString()));
            var length = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await Copy(client, daemon, body, length);
            await Copy(client, daemon, new MemoryStream(), 2);
            if (length == 0)
                return;
        }
    }

    private static async Task Copy(NetworkStream from, NetworkStream to, MemoryStream body, int length)
    {
        var bytes = new byte[length];
        await from.ReadExactlyAsync(bytes);
        await to.WriteAsync(bytes);
        body.Write(bytes);
    }
}
