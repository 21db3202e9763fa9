using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Conformance.Mesos;

/// <summary>
/// The frame around a message on disk and on the pipes of the external containerizer protocol: four bytes of length in the
/// host's byte order, then that many bytes of protobuf, nothing else (stout/protobuf.hpp@0.20.0).
/// </summary>
public static class RecordFraming
{
    private const int PrefixLength = sizeof(uint);

    /// <summary>A message in its frame.</summary>
    public static byte[] Write(IMessage message)
    {
        var length = message.CalculateSize();
        var frame = new byte[PrefixLength + length];
        MemoryMarshal.Write(frame, (uint)length);
        message.WriteTo(frame.AsSpan(PrefixLength));
        return frame;
    }

    /// <summary>
    /// The first message of <paramref name="bytes"/>, or null if the frame is torn or its content is no such message
    /// (a required field included). <paramref name="used"/> is the length of the whole frame, 0 with null.
    /// </summary>
    public static T? Read<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes, out int used)
        where T : class, IMessage<T>
    {
        used = 0;
        if (bytes.Length < PrefixLength)
            return null;
        var length = MemoryMarshal.Read<uint>(bytes);
        if (length > (uint)(bytes.Length - PrefixLength))
            return null;
        try
        {
            var message = parser.ParseFrom(bytes.Slice(PrefixLength, (int)length));
            if (!message.IsInitialized())
                return null;
            used = PrefixLength + (int)length;
            return message;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>
    /// The only message of <paramref name="bytes"/>; null for a missing file, a torn frame, bytes behind the frame or
    /// another message.
    /// </summary>
    public static T? ReadWhole<T>(MessageParser<T> parser, byte[]? bytes)
        where T : class, IMessage<T> =>
        bytes is not null && Read(parser, bytes, out var used) is { } message && used == bytes.Length ? message : null;

    /// <summary>All messages up to the first torn one, as Mesos reads <c>task.updates</c>.</summary>
    public static IReadOnlyList<T> ReadAll<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes)
        where T : class, IMessage<T>
    {
        var messages = new List<T>();
        while (Read(parser, bytes, out var used) is { } message)
        {
            messages.Add(message);
            bytes = bytes[used..];
        }

        return messages;
    }
}
