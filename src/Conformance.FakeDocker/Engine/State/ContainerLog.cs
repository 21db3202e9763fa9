using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// The json-file log of a container: one entry a line, with the time of its line feed, over all runs. Written by the
/// container's process through pipes that the shim holds, so it grows also while the daemon is away.
/// </summary>
internal sealed class ContainerLog(World world)
{
    private readonly List<LogLine> lines = [];
    private byte[] partialOut = [];
    private byte[] partialError = [];
    private List<Completion<bool>>? followers;

    /// <summary>Complete lines so far.</summary>
    public IReadOnlyList<LogLine> Lines => lines;

    /// <summary>Takes what the process wrote to stream 1 or 2; the unfinished last line is kept until its line feed or the end.</summary>
    public void Append(int stream, ReadOnlySpan<byte> bytes)
    {
        ref var partial = ref stream == 1 ? ref partialOut : ref partialError;
        while (bytes.Length > 0)
        {
            var feed = bytes.IndexOf((byte)'\n');
            var piece = feed < 0 ? bytes : bytes[..(feed + 1)];
            byte[] line = partial.Length == 0 ? piece.ToArray() : [.. partial, .. piece];
            bytes = bytes[piece.Length..];
            partial = feed < 0 ? line : [];
            if (feed >= 0)
                lines.Add(new LogLine(world.Now, stream, line));
        }

        Wake();
    }

    /// <summary>The process ended: unfinished lines are kept as they are, and followers learn of the end.</summary>
    public void EndOfRun()
    {
        if (partialOut.Length > 0)
            lines.Add(new LogLine(world.Now, 1, partialOut));
        if (partialError.Length > 0)
            lines.Add(new LogLine(world.Now, 2, partialError));
        partialOut = partialError = [];
        Wake();
    }

    /// <summary>All complete lines, by stream.</summary>
    public ContainerOutput Written() => new(Bytes(1), Bytes(2));

    private byte[] Bytes(int stream)
    {
        var length = 0;
        foreach (var line in lines)
            length += line.Stream == stream ? line.Payload.Length : 0;
        if (length == 0)
            return [];
        var bytes = new byte[length];
        var at = 0;
        foreach (var line in lines)
        {
            if (line.Stream != stream)
                continue;
            line.Payload.CopyTo(bytes, at);
            at += line.Payload.Length;
        }

        return bytes;
    }

    /// <summary>Completes when lines have come or something else about the container has changed.</summary>
    public Task Changed()
    {
        var signal = world.Completion<bool>();
        (followers ??= []).Add(signal);
        return signal.Task;
    }

    /// <summary>Wakes the followers.</summary>
    public void Wake()
    {
        if (followers is not { } woken)
            return;
        followers = null;
        foreach (var follower in woken)
            follower.TrySet(true);
    }
}

/// <summary>A line of a log.</summary>
/// <param name="Time">When it was complete.</param>
/// <param name="Stream">1 or 2.</param>
/// <param name="Payload">Bytes with the line feed, unless it is an unfinished last one.</param>
internal sealed record LogLine(Instant Time, int Stream, byte[] Payload);
