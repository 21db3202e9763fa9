using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Conformance.Gateway;

/// <summary>How the other side of a connection stopped sending.</summary>
internal enum PeerEnd
{
    /// <summary>Regularly (FIN): it closed the connection, died, or only its sending half.</summary>
    Finished,

    /// <summary>With an error, such as a reset.</summary>
    Broken,
}

/// <summary>
/// One side of a proxied connection. What arrives is read at once into a bounded buffer, so that the end of a peer is
/// noticed while its request is held.
/// </summary>
internal sealed class PeerSocket : IDisposable
{
    private const int BufferBytesMax = 1 << 20;
    private const int ReadBytes = 64 * 1024;
    private readonly Socket socket;
    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: BufferBytesMax, resumeWriterThreshold: BufferBytesMax / 2, useSynchronizationContext: false));
    private readonly TaskCompletionSource<PeerEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PeerSocket(Socket socket)
    {
        this.socket = socket;
        _ = Fill();
    }

    /// <summary>Completes when nothing more will arrive; bytes that came before may still be unread.</summary>
    public Task<PeerEnd> Ended => ended.Task;

    /// <summary>What arrived.</summary>
    public PipeReader Reader => pipe.Reader;

    /// <summary>Whether the peer has gone, asked of the kernel: a moment ago counts.</summary>
    public bool HasGone()
    {
        if (ended.Task.IsCompleted)
            return true;
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Whether bytes are waiting to be read. Only for the one who reads.</summary>
    public bool HasUnread()
    {
        if (!Reader.TryRead(out var result))
            return false;
        var isEmpty = result.Buffer.IsEmpty;
        Reader.AdvanceTo(result.Buffer.Start);
        return !isEmpty;
    }

    /// <summary>Sends all bytes. Throws <see cref="IOException"/> when the peer has gone.</summary>
    public async Task Write(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await socket.SendAsync(bytes)..];
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Sends a sequence, piece by piece.</summary>
    public async Task Write(ReadOnlySequence<byte> bytes)
    {
        foreach (var piece in bytes)
            await Write(piece);
    }

    /// <summary>Tells the peer that nothing more will come; its own bytes still arrive.</summary>
    public void HalfClose()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone already.
        }
    }

    /// <summary>Closes with a reset where the kernel knows one (TCP); on a UNIX socket it is a plain close.</summary>
    public void Reset()
    {
        if (socket.AddressFamily != AddressFamily.Unix)
            socket.LingerState = new LingerOption(true, 0);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private async Task Fill()
    {
        var end = PeerEnd.Finished;
        try
        {
            while (true)
            {
                var count = await socket.ReceiveAsync(pipe.Writer.GetMemory(ReadBytes));
                if (count == 0)
                    break;
                pipe.Writer.Advance(count);
                if ((await pipe.Writer.FlushAsync()).IsCompleted)
                    break;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            end = PeerEnd.Broken;
        }

        await pipe.Writer.CompleteAsync();
        ended.TrySetResult(end);
    }
}
