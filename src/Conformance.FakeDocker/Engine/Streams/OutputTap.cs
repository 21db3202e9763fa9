using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// One who listens to what a program writes from now on: an attached client, or that of an exec. A slow one loses nothing: the program waits
/// for him, and with it its log and everybody else who listens, until he reads or goes.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="wantsOutput">Standard output wanted.</param>
/// <param name="wantsErrors">Standard error wanted.</param>
/// <param name="isRaw">The program has a terminal.</param>
internal sealed class OutputTap(World world, bool wantsOutput, bool wantsErrors, bool isRaw) : EngineStream<LogFrame>
{
    /// <summary>Bytes that lie ready before the writer waits: blockThreshold of moby/pkg/ioutils.</summary>
    private const int WaitingMost = 1_000_000;

    private readonly Queue<LogFrame> frames = new();
    private Completion<bool>? arrival;
    private Completion<bool>? room;
    private long waiting;

    /// <summary>Whether nothing more comes.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Takes what was written to stream 1 or 2; completes when there is room for more.</summary>
    public Task Offer(int stream, ReadOnlyMemory<byte> bytes)
    {
        if (HasEnded || bytes.IsEmpty || !(stream == 1 ? wantsOutput : wantsErrors))
            return Task.CompletedTask;
        Add(stream, bytes);
        if (waiting < WaitingMost)
            return Task.CompletedTask;
        room ??= world.Completion<bool>();
        return room.Task;
    }

    /// <summary>Takes words of the daemon itself, whichever streams are wanted.</summary>
    public void Tell(ReadOnlyMemory<byte> words) => Add(1, words);

    /// <summary>Nothing more comes; what has come is still read.</summary>
    public void End()
    {
        HasEnded = true;
        Wake();
        MakeRoom();
    }

    /// <inheritdoc/>
    public override async Task<LogFrame?> Next()
    {
        LogFrame? frame;
        while (!frames.TryDequeue(out frame) && !HasEnded)
        {
            arrival = world.Completion<bool>();
            await arrival.Task;
        }

        waiting -= frame?.Payload.Length ?? 0;
        if (waiting < WaitingMost)
            MakeRoom();
        return frame;
    }

    /// <inheritdoc/>
    public override void Close() => End();

    private void Add(int stream, ReadOnlyMemory<byte> bytes)
    {
        frames.Enqueue(new LogFrame(stream, bytes.ToArray()) { IsRaw = isRaw });
        waiting += bytes.Length;
        Wake();
    }

    private void MakeRoom()
    {
        room?.TrySet(true);
        room = null;
    }

    private void Wake() => arrival?.TrySet(true);
}
