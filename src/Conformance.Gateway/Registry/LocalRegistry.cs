using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conformance.Gateway;

/// <summary>
/// A small read-only Docker registry (v2, manifest schema 2) on 127.0.0.1, plain HTTP, for one real daemon to pull scenario
/// images from: slowly, brokenly or not at all. Daemons take 127.0.0.0/8 for insecure, try TLS first and come again.
/// </summary>
public sealed class LocalRegistry : IAsyncDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Lock gate = new();
    private readonly Dictionary<string, RegistryShelf> shelves = new(StringComparer.Ordinal);
    private readonly HashSet<PeerSocket> connections = [];
    private readonly Task accepting;

    private LocalRegistry()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Host = listener.LocalEndPoint!.ToString()!;
        accepting = Accept();
    }

    /// <summary>Credentials, <c>user:password</c>, that it demands of everybody; null for none. Set before anybody asks.</summary>
    public string? Login { get; set; }

    /// <summary><c>127.0.0.1:PORT</c>, the first part of references.</summary>
    public string Host { get; }

    /// <summary>Starts one without images; it listens when this returns.</summary>
    public static LocalRegistry Start() => new();

    /// <summary>By what a daemon pulls an image: <c>127.0.0.1:PORT/NAME:latest</c>.</summary>
    public string Reference(string name) => $"{Host}/{name}:latest";

    /// <summary>Offers an image, in place of one with its name.</summary>
    public void Add(RegistryEntry entry)
    {
        lock (gate)
            shelves[entry.Image.Name] = new RegistryShelf(entry);
    }

    /// <summary>Offers nothing any more and ends what is under way.</summary>
    public void Clear()
    {
        lock (gate)
        {
            shelves.Clear();
            foreach (var connection in connections)
                connection.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
        Clear();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(new PeerSocket(await listener.AcceptAsync()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Serve(PeerSocket peer)
    {
        lock (gate)
            connections.Add(peer);
        try
        {
            while (await IsHttp(peer) && await HttpHead.Read(peer.Reader) is { } head && await Answer(peer, head))
            {
            }
        }
        catch (IOException)
        {
            // The daemon has gone.
        }

        peer.Dispose();
        lock (gate)
            connections.Remove(peer);
    }

    // A TLS hello is closed on at once: a daemon that gets no answer to it waits ten seconds.
    private static async Task<bool> IsHttp(PeerSocket peer)
    {
        var result = await peer.Reader.ReadAsync();
        var isHttp = result.Buffer.IsEmpty || char.IsAsciiLetterUpper((char)result.Buffer.FirstSpan[0]);
        peer.Reader.AdvanceTo(result.Buffer.Start);
        return isHttp;
    }

    private async Task<bool> Answer(PeerSocket peer, HttpHead head)
    {
        var answer = new RegistryAnswer(peer, head);
        if (Login is { } login && head.Header("Authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login)))
            return await answer.Demand();
        var path = head.Target.Split('?')[0];
        if (path is "/v2/" or "/v2")
            return await answer.Send(200, "application/json", "{}"u8.ToArray());
        // /v2/NAME/manifests/REFERENCE, /v2/NAME/blobs/DIGEST; a name may have slashes.
        var words = path.Split('/');
        if (words.Length < 5 || words[1] != "v2")
            return await answer.Fail(404, "page not found");
        RegistryShelf? shelf;
        lock (gate)
            shelf = shelves.GetValueOrDefault(string.Join('/', words[2..^2]));
        return shelf is null
            ? await answer.Fail(404, "manifest unknown")
            : words[^2] switch
            {
                "manifests" => await shelf.SendManifest(answer, words[^1]),
                "blobs" => await shelf.SendBlob(answer, words[^1]),
                _ => await answer.Fail(404, "page not found"),
            };
    }
}
