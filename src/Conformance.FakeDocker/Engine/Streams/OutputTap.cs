using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// One who listens to what a program writes from now on: an attached client, or that of an exec. A slow one loses nothing and slows
/// nobody.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="wantsOutput">Standard output wanted.</param>
/// <param name="wantsErrors">Standard error wanted.</param>
/// <param name="isRaw">The program has a terminal.</param>
internal sealed class OutputTap(World world, bool wantsOutput, bool wantsErrors, bool isRaw) : EngineStream<LogFrame>
{
    private readonly Queue<LogFrame> frames = new();
    private Completion<bool>? arrival;

    /// <summary>Whether nothing more comes.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Takes what was written to stream 1 or 2.</summary>
    public void Offer(int stream, ReadOnlyMemory<byte> bytes)
    {
        if (!HasEnded && !bytes.IsEmpty && (stream == 1 ? wantsOutput : wantsErrors))
            Add(stream, bytes);
    }

    /// <summary>Takes words of the daemon itself, whichever streams are wanted.</summary>
    public void Tell(ReadOnlyMemory<byte> words) => Add(1, words);

    /// <summary>Nothing more comes; what has come is still read.</summary>
    public void End()
    {
        HasEnded = true;
        Wake();
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

        return frame;
    }

    /// <inheritdoc/>
    public override void Close() => End();

    private void Add(int stream, ReadOnlyMemory<byte> bytes)
    {
        frames.Enqueue(new LogFrame(stream, bytes.ToArray()) { IsRaw = isRaw });
        Wake();
    }

    private void Wake() => arrival?.TrySet(true);
}
