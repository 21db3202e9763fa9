using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Conformance.Gateway;

/// <summary>
/// The HTTP server below a <see cref="DaemonFace"/>: HTTP/1.1 only. Its limits are those of a real daemon's server: a mebibyte of head, no limit on
/// the rate of what comes and goes, and next to none on the time between two requests.
/// </summary>
internal sealed class FaceServer : IAsyncDisposable
{
    private const int LongestHead = 1 << 20;
    private const int MostHeaders = 1 << 14;
    private const int MostWaiting = 4096;

    // An endless one overflows in the server's reckoning and is over at once.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);
    private readonly KestrelServer server;
    private readonly Socket listener;
    private readonly DockerAddress address;

    /// <summary>Takes a place; <see cref="Start"/> listens.</summary>
    /// <param name="address">Where.</param>
    /// <param name="configure">What it does with connections.</param>
    public FaceServer(DockerAddress address, Action<ListenOptions>? configure = null)
    {
        this.address = address;
        listener = FaceSocket.Bind(address);
        var options = new KestrelServerOptions { AddServerHeader = false, AllowAlternateSchemes = true };
        options.Limits.KeepAliveTimeout = LongestPause;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.MaxRequestLineSize = LongestHead;
        options.Limits.MaxRequestHeadersTotalSize = LongestHead;
        options.Limits.MaxRequestHeaderCount = MostHeaders;
        options.ListenHandle((ulong)listener.Handle, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            configure?.Invoke(endpoint);
        });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { Backlog = MostWaiting }), NullLoggerFactory.Instance);
        server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    /// <summary>Listens when this returns.</summary>
    public Task Start<T>(IHttpApplication<T> application)
        where T : notnull => server.StartAsync(application, CancellationToken.None);

    /// <summary>Cuts what is open, closes the socket, removes its file.</summary>
    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(new CancellationToken(canceled: true));
        server.Dispose();
        listener.Dispose();
        if (address.SocketPath is { } path)
            File.Delete(path);
    }
}
