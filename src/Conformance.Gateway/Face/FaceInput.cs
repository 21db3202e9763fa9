using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// What a client sends after its request, on its way from a socket to the world. The daemon asks for pieces; the socket is
/// not read while <see cref="MostBytes"/> wait.
/// </summary>
internal sealed class FaceInput(WorldThread thread) : EngineInput
{
    private const int MostBytes = 64 * 1024;
    private readonly Lock gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> pieces = new();
    private Completion<bool>? arrival;
    private TaskCompletionSource? room;
    private long bytes;
    private bool hasEnded;

    /// <inheritdoc/>
    public override async Task<ReadOnlyMemory<byte>> Next()
    {
        while (true)
        {
            Task more;
            lock (gate)
            {
                if (pieces.TryDequeue(out var piece))
                {
                    MakeRoom(piece.Length);
                    return piece;
                }

                if (hasEnded)
                    return default;
                arrival = thread.World.Completion<bool>();
                more = arrival.Task;
            }

            await more;
        }
    }

    /// <summary>At the socket: hands a piece over; completes when there is room for more.</summary>
    public Task Add(ReadOnlyMemory<byte> piece)
    {
        lock (gate)
        {
            if (hasEnded)
                return Task.CompletedTask;
            pieces.Enqueue(piece);
            bytes += piece.Length;
            Announce();
            if (bytes <= MostBytes)
                return Task.CompletedTask;
            room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return room.Task;
        }
    }

    /// <summary>From any thread: the client has closed its side, or is gone.</summary>
    public void End()
    {
        lock (gate)
        {
            hasEnded = true;
            room?.TrySetResult();
            Announce();
        }
    }

    private void Announce()
    {
        if (arrival is not { } waiting)
            return;
        arrival = null;
        thread.Post(() => waiting.TrySet(true));
    }

    private void MakeRoom(int length)
    {
        bytes -= length;
        if (bytes <= MostBytes / 2)
            room?.TrySetResult();
    }
}
