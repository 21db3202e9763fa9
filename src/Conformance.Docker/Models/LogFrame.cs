using System.Buffers.Binary;

namespace Conformance.Docker;

/// <summary>A piece of a container's output.</summary>
/// <param name="Stream">1 standard output, 2 standard error.</param>
/// <param name="Payload">Bytes; in logs one line with its line feed.</param>
public sealed record LogFrame(int Stream, byte[] Payload)
{
    private const int HeadLength = 8;

    /// <summary>Whether it is standard output; the daemon's own complaints (3) count as standard error.</summary>
    public bool IsOutput => Stream is 0 or 1;

    /// <summary>Whether it comes from a terminal: then it goes out as it is, and nothing tells streams apart.</summary>
    public bool IsRaw { get; init; }

    /// <summary>As it goes over the wire: stream, three zeros, length in four bytes, highest first; then the payload.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        if (IsRaw)
            return Payload;
        var bytes = new byte[HeadLength + Payload.Length];
        bytes[0] = (byte)Stream;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(HeadLength - sizeof(int)), Payload.Length);
        Payload.CopyTo(bytes, HeadLength);
        return bytes;
    }
}
