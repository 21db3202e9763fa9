using System.Net;
using System.Net.Sockets;
using System.Text;
using Conformance.Gateway;

namespace Conformance.Tests.Docker;

/// <summary>
/// A daemon on a port of the loopback that sends, byte for byte, what a test says, one answer for each connection. It answers
/// the ping by itself.
/// </summary>
internal sealed class ScriptedDaemon : IDisposable
{
    public const string PingOf141 = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 0\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _ping;
    private readonly Queue<string> _answers;

    public ScriptedDaemon(string ping, params string[] answers)
    {
        (_ping, _answers) = (ping, new Queue<string>(answers));
        _listener.Start();
        Http = Invoker(((IPEndPoint)_listener.LocalEndpoint).Port);
        Served = Serve();
    }

    public HttpMessageInvoker Http { get; }

    public List<string> Requests { get; } = [];

    /// <summary>Completes when the last connection was served and the client has closed it.</summary>
    public Task Served { get; }

    /// <summary>
    /// The client that is used with real daemons: one without a pool. A pooled connection that this daemon closes a moment too
    /// late would get the next request, and break under it.
    /// </summary>
    public static HttpMessageInvoker Invoker(int port) => EngineTransport.CreateInvoker($"tcp://127.0.0.1:{port}");

    public void Dispose()
    {
        _listener.Dispose();
        Http.Dispose();
    }

    private async Task Serve()
    {
        while (_answers.Count > 0)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var head = await ReadHead(stream);
            Requests.Add(head);
            var isPing = head.Contains("/_ping ", StringComparison.Ordinal);
            var answer = isPing ? _ping : _answers.Dequeue();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.Replace("<hang>", "")));
            if (answer.EndsWith("<hang>", StringComparison.Ordinal))
                await WaitForEnd(stream);
        }
    }

    // The request may have a body with Content-Length; a test's requests are small enough to come in few reads.
    private static async Task<string> ReadHead(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
                return "";
            bytes.AddRange(buffer.AsSpan(0, read));
            var text = Encoding.UTF8.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && text.Length - end - 4 >= ContentLength(text))
                return text;
        }
    }

    private static int ContentLength(string head)
    {
        const string key = "Content-Length: ";
        var start = head.IndexOf(key, StringComparison.Ordinal);
        return start < 0 ? 0 : int.Parse(head[(start + key.Length)..head.IndexOf('\r', start)]);
    }

    // A second request on a connection is answered by cutting it.
    private static async Task WaitForEnd(NetworkStream stream)
    {
        try
        {
            await stream.ReadExactlyAsync(new byte[1]);
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }
}
