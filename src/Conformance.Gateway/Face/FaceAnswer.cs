using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// One answer on its way from the world to a socket. The world writes into it and waits when the socket is slow; the
/// socket's side takes pieces out. At most <see cref="MostBytes"/> and one piece lie between.
/// </summary>
internal sealed class FaceAnswer(WorldThread thread, ApiVersion version) : IEngineAnswer
{
    private const int MostBytes = 256 * 1024;
    private readonly Lock gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> pieces = new();
    private readonly TaskCompletionSource<AnswerHead?> head = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? arrival;
    private Completion<bool>? room;
    private long bytes;
    private bool hasEnded;

    /// <summary>Whether nothing more comes from the world; asked from any thread.</summary>
    public bool HasEnded
    {
        get
        {
            lock (gate)
                return hasEnded;
        }
    }

    /// <inheritdoc/>
    public ApiVersion Version => version;

    /// <summary>Whether a head was written; asked in the world.</summary>
    public bool HasHead { get; private set; }

    /// <summary>The headers of every answer; fewer where a request does not come far: to no operation, or to no version.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Usual { get; set; }

    /// <summary>Whether it was broken off: the connection is to be cut.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Completes with the head; null when the answer was broken off before.</summary>
    public Task<AnswerHead?> Head => head.Task;

    /// <inheritdoc/>
    void IEngineAnswer.Head(int status, string? contentType, params IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        HasHead = true;
        head.TrySetResult(new AnswerHead(status, contentType, headers));
    }

    /// <inheritdoc/>
    void IEngineAnswer.Whole(int status, string? contentType, ReadOnlyMemory<byte> body, params IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        HasHead = true;
        lock (gate)
            hasEnded = true;
        head.TrySetResult(new AnswerHead(status, contentType, headers) { Body = body });
    }

    /// <inheritdoc/>
    public void Hijack(HijackHead hijack)
    {
        HasHead = true;
        head.TrySetResult(new AnswerHead(0, null, []) { Hijack = hijack });
    }

    /// <inheritdoc/>
    public Task Write(ReadOnlyMemory<byte> piece)
    {
        lock (gate)
        {
            pieces.Enqueue(piece);
            bytes += piece.Length;
            arrival?.TrySetResult();
            if (bytes <= MostBytes)
                return Task.CompletedTask;
            room = thread.World.Completion<bool>();
            return room.Task;
        }
    }

    /// <summary>In the world: nothing more comes.</summary>
    /// <param name="isBroken">The daemon died or cut the connection: so is the client's.</param>
    public void End(bool isBroken)
    {
        lock (gate)
        {
            if (hasEnded)
                return;
            hasEnded = true;
            IsBroken = isBroken;
            arrival?.TrySetResult();
        }

        head.TrySetResult(null);
    }

    /// <summary>At the socket: the next piece; null at the end, whatever kind of end it is.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> Next(CancellationToken gone)
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
                    return null;
                arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                more = arrival.Task;
            }

            await more.WaitAsync(gone);
        }
    }

    private void MakeRoom(int length)
    {
        bytes -= length;
        if (room is not { } waiting || bytes > MostBytes / 2)
            return;
        room = null;
        thread.Post(() => waiting.TrySet(true));
    }
}

/// <summary>Status and headers of an answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Null for none.</param>
/// <param name="Headers">Beside those of every answer.</param>
internal sealed record AnswerHead(int Status, string? ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>The whole body, for an answer in one piece; null for one whose pieces follow.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The answer leaves HTTP, with this head in place of the rest; null for an ordinary one.</summary>
    public HijackHead? Hijack { get; init; }
}
