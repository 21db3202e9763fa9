using System.Net.Sockets;
using Conformance.Gateway;
using Conformance.Harness.Runs;

namespace Conformance.Tests.Gateway;

/// <summary>A daemon with a container <c>web</c> that ignores a polite end.</summary>
internal sealed class HostileSite(FakeDaemon daemon) : IAsyncDisposable
{
    private const string Ping = "GET /_ping HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n";
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);

    public static async Task<HostileSite> Start()
    {
        var daemon = await FakeDaemon.StartAsync();
        using var api = new ApiClient(daemon.Address);
        await api.Post("/containers/create?name=web", """{"Image":"busybox","Cmd":["sleep","100000"],"OpenStdin":true}""");
        await api.Post("/containers/web/start");
        return new HostileSite(daemon);
    }

    /// <summary>A client of its own, who is served well.</summary>
    public ApiClient Client() => new(daemon.Address);

    public Task<Socket> Connect() => EngineTransport.Connect(daemon.Address);

    /// <summary>Sends, and reads to the end.</summary>
    public async Task<string> Converse(string text, bool halfCloses = false)
    {
        await using var conversation = await RawConversation.Open(daemon.Address);
        await conversation.Send(text);
        if (halfCloses)
            conversation.HalfClose();
        return await conversation.ReadToEnd();
    }

    /// <summary>Whether something comes, or the end, once the client has said all that it will; and whether others are served then.</summary>
    public async Task<bool> IsAnsweredOrCut(byte[] bytes)
    {
        using var limit = new CancellationTokenSource(Ample);
        using var socket = await Connect();
        try
        {
            await socket.SendAsync(bytes, limit.Token);
            socket.Shutdown(SocketShutdown.Send);
            await socket.ReceiveAsync(new byte[16], limit.Token);
        }
        catch (SocketException)
        {
            // Cut while it still sent.
        }

        return (await Converse(Ping)).EndsWith("OK", StringComparison.Ordinal);
    }

    /// <summary>No client's request is left in the world, and a new one is answered.</summary>
    public async Task MustBeAtRest()
    {
        await Until(pending => pending == 0);
        await MustAnswer();
    }

    /// <summary>Others are served.</summary>
    public async Task MustAnswer() => Assert.That(await Converse(Ping), Does.EndWith("OK"));

    /// <summary>Waits for a number of requests that are being answered.</summary>
    public async Task Until(Func<int, bool> holds)
    {
        using var limit = new CancellationTokenSource(Ample);
        while (!holds(await daemon.World.Ask(() => daemon.World.Thread.World.Processes.Count(process => process.Name.StartsWith("client:", StringComparison.Ordinal)))))
            await Task.Delay(5, limit.Token);
    }

    public ValueTask DisposeAsync() => daemon.DisposeAsync();
}
