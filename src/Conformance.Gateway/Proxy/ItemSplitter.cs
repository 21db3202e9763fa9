using System.Buffers.Binary;

namespace Conformance.Gateway;

/// <summary>Cuts the payload of a stream into items: lines of pull, events and wait; frames of multiplexed logs.</summary>
internal sealed class ItemSplitter(bool isLogs)
{
    private const int FrameHead = 8;
    private byte[] rest = [];

    /// <summary>The items that are whole with this piece.</summary>
    public IEnumerable<byte[]> Add(byte[] piece)
    {
        rest = rest.Length == 0 ? piece : [.. rest, .. piece];
        while (ItemLength() is var length and > 0)
        {
            yield return rest[..length];
            rest = rest[length..];
        }
    }

    /// <summary>What is left of an item that is not whole; empty if nothing.</summary>
    public byte[] TakeRest()
    {
        var taken = rest;
        rest = [];
        return taken;
    }

    private int ItemLength()
    {
        if (!isLogs)
            return Array.IndexOf(rest, (byte)'\n') + 1;
        if (rest.Length < FrameHead)
            return 0;
        var length = FrameHead + (int)BinaryPrimitives.ReadUInt32BigEndian(rest.AsSpan(4));
        return rest.Length >= length ? length : 0;
    }
}
