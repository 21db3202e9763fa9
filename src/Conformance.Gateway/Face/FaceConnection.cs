using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.Gateway;

/// <summary>
/// A connection as the HTTP server below <see cref="DaemonFace"/> is shown it. The server takes a client's half-close for its death and
/// aborts; with attach and exec it is only the end of input. So the server is not told of it, <see cref="Gone"/> is for whoever wants to
/// know, and once a connection has left HTTP the server's wish to abort it is ignored.
/// </summary>
internal sealed class FaceConnection : ConnectionContext, IConnectionLifetimeFeature
{
    private readonly ConnectionContext inner;
    private readonly CancellationTokenSource aborted = new();

    public FaceConnection(ConnectionContext inner)
    {
        this.inner = inner;
        inner.Features.Set<IConnectionLifetimeFeature>(this);
        inner.Features.Set(this);
    }

    /// <summary>Fires when the client has closed its side, or is gone.</summary>
    public CancellationToken Gone => inner.ConnectionClosed;

    /// <summary>
    /// Whether the client has closed its side only and still reads. Over TCP that cannot be told from a client that is gone, and is taken for one.
    /// </summary>
    public bool IsHalfOpen
    {
        get
        {
            if (!Gone.IsCancellationRequested || inner.Features.Get<IConnectionSocketFeature>()?.Socket is not { AddressFamily: AddressFamily.Unix } socket)
                return false;
            try
            {
                // Nothing is sent, but the kernel looks whether anything could be.
                socket.Send(ReadOnlySpan<byte>.Empty);
                return true;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether it has left HTTP.</summary>
    public bool IsHijacked { get; private set; }

    /// <inheritdoc/>
    public override string ConnectionId
    {
        get => inner.ConnectionId;
        set => inner.ConnectionId = value;
    }

    /// <inheritdoc/>
    public override IFeatureCollection Features => inner.Features;

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items
    {
        get => inner.Items;
        set => inner.Items = value;
    }

    /// <inheritdoc/>
    public override IDuplexPipe Transport
    {
        get => inner.Transport;
        set => inner.Transport = value;
    }

    /// <inheritdoc/>
    public override CancellationToken ConnectionClosed
    {
        get => aborted.Token;
        set => inner.ConnectionClosed = value;
    }

    /// <summary>The connection's bytes, which the server has no part in from now on.</summary>
    public IDuplexPipe Hijack()
    {
        IsHijacked = true;
        return inner.Transport;
    }

    /// <summary>Cuts it, hijacked or not.</summary>
    public void Cut() => inner.Abort(new ConnectionAbortedException("cut by the daemon"));

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        if (IsHijacked)
            return;
        aborted.Cancel();
        inner.Abort(abortReason);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        aborted.Dispose();
        await base.DisposeAsync();
    }
}
