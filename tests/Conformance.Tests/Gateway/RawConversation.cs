using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Conformance.Gateway;

namespace Conformance.Tests.Gateway;

/// <summary>A connection to a daemon on which a test speaks HTTP by hand, byte for byte (Latin 1).</summary>
internal sealed class RawConversation(Socket socket) : IAsyncDisposable
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource limit = new(Ample);
    private readonly StringBuilder come = new();

    public static async Task<RawConversation> Open(DockerAddress address) => new(await EngineTransport.Connect(address));

    /// <summary>One request on a connection of its own: status and body of the answer.</summary>
    public static async Task<(int Status, string Body)> Call(DockerAddress address, string method, string path, string? json = null)
    {
        await using var conversation = await Open(address);
        await conversation.Request(method, path, json, "Connection: close");
        var answer = await conversation.ReadToEnd();
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        var isChunked = answer.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal);
        return (int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), isChunked ? Join(body) : body);
    }

    /// <summary>The Id of an answer.</summary>
    public static string IdOf(string body) => JsonDocument.Parse(body).RootElement.GetProperty("Id").GetString()!;

    /// <summary>A frame as it comes over the wire.</summary>
    public static string Frame(int stream, string text) => $"{(char)stream}\0\0\0\0\0\0{(char)text.Length}{text}";

    public Task Request(string method, string path, string? json, params string[] headers) => Send(string.Join("\r\n", [
        $"{method} {path} HTTP/1.1",
        "Host: docker",
        $"Content-Length: {json?.Length ?? 0}",
        .. json is null ? Array.Empty<string>() : ["Content-Type: application/json"],
        .. headers,
        "",
        json ?? "",
    ]));

    public async Task Send(string text) => await socket.SendAsync(Encoding.Latin1.GetBytes(text), limit.Token);

    public void HalfClose() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Everything that has come when the text has.</summary>
    public async Task<string> ReadUntil(string text)
    {
        while (!come.ToString().Contains(text, StringComparison.Ordinal))
        {
            if (!await ReadSome())
                throw new AssertionException($"the connection ended before '{text}' came: {come}");
        }

        return come.ToString();
    }

    /// <summary>Everything that has come when the other side has closed.</summary>
    public async Task<string> ReadToEnd()
    {
        while (await ReadSome())
        {
        }

        return come.ToString();
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        limit.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> ReadSome()
    {
        var buffer = new byte[4096];
        var length = await socket.ReceiveAsync(buffer, limit.Token);
        come.Append(Encoding.Latin1.GetString(buffer, 0, length));
        return length > 0;
    }

    private static string Join(string chunks)
    {
        var body = new StringBuilder();
        while (Convert.ToInt32(chunks.Split("\r\n", 2)[0], 16) is var length and > 0)
        {
            var start = chunks.IndexOf("\r\n", StringComparison.Ordinal) + 2;
            body.Append(chunks, start, length);
            chunks = chunks[(start + length + 2)..];
        }

        return body.ToString();
    }
}
