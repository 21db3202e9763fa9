using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Conformance.Tests.Gateway;

/// <summary>A registry that answers with what was put on its shelves, by path, and notes down what it was asked.</summary>
internal sealed class ShelfRegistry : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, (string Type, byte[] Content)> shelves = new();
    private readonly Task serving;

    public ShelfRegistry()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Host = probe.LocalEndPoint!.ToString()!;
        probe.Close();
        listener.Prefixes.Add($"http://{Host}/");
        listener.Start();
        serving = Serve();
    }

    /// <summary>Address and port: the first part of references.</summary>
    public string Host { get; }

    /// <summary>Paths that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public byte[] this[string path] => shelves[path].Content;

    public void Add(string path, string type, byte[] content) => shelves[path] = (type, content);

    /// <summary>The configuration of a repository's only image.</summary>
    public byte[] Config(string name)
    {
        var manifest = shelves.First(shelf => shelf.Key.StartsWith($"/v2/{name}/manifests/", StringComparison.Ordinal)).Value.Content;
        return this[$"/v2/{name}/blobs/{JsonNode.Parse(manifest)!["config"]!["digest"]!.GetValue<string>()}"];
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                var path = context.Request.Url!.AbsolutePath;
                Requests.Enqueue(path);
                if (shelves.TryGetValue(path, out var shelf))
                {
                    context.Response.ContentType = shelf.Type;
                    await context.Response.OutputStream.WriteAsync(shelf.Content);
                }
                else
                {
                    context.Response.StatusCode = 404;
                }

                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
