using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>Where one output stream of a simulated program goes.</summary>
internal sealed class OutputSink(World world, SimulatedDisk disk, OutputTarget target, SimProcess? reader)
{
    private const int SigPipe = 13;
    private MemoryStream? collected;

    internal OutputTarget Target => target;

    internal Instant LastWrite { get; private set; } = world.Now;

    /// <summary>All of it; asked once the writer is dead, so that what fits exactly need not be copied.</summary>
    internal byte[] Collected => collected switch
    {
        null => [],
        _ when collected.Length == collected.Capacity => collected.GetBuffer(),
        _ => collected.ToArray(),
    };

    internal async Task Write(ReadOnlyMemory<byte> bytes)
    {
        await world.Turn();
        if (target.Path is { } path)
        {
            disk.Files.Append(path, bytes.Span);
        }
        else if (target.IsCollected)
        {
            if (reader is { IsAlive: false } && world.Current is { } writer)
            {
                world.Kill(writer, SigPipe, false);
                await world.Turn();
            }

            LastWrite = world.Now;
            (collected ??= new MemoryStream(bytes.Length)).Write(bytes.Span);
        }
    }
}
