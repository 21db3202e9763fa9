using System.Buffers;

namespace Conformance.Docker;

/// <summary>What is being written, in rented memory; only the whole of it, at its length, is memory of its own.</summary>
/// <param name="usualLength">Bytes that most need not exceed.</param>
internal sealed class RentedBuffer(int usualLength) : IBufferWriter<byte>, IDisposable
{
    private byte[] rented = ArrayPool<byte>.Shared.Rent(usualLength);
    private int length;

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (rented.Length - length < Math.Max(sizeHint, 1))
            Grow(sizeHint);
        return rented.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => rented.AsSpan(0, length).ToArray();

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);

    private void Grow(int sizeHint)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(length + sizeHint), 2 * rented.Length));
        rented.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(rented);
        rented = larger;
    }
}
