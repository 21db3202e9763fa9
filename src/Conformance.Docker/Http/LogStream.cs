using System.Buffers.Binary;

namespace Conformance.Docker;

/// <summary>
/// Output of a container without a terminal: frames of 8 bytes (1 or 2 for the stream, three zeros, the length in big-endian
/// order) and the payload. An end inside a frame is a broken connection.
/// </summary>
internal sealed class LogStream(EngineResponse response) : EngineStream<LogFrame>
{
    private const int HeadLength = 8;
    private const uint PayloadLengthMax = 64 * 1024 * 1024;
    private readonly byte[] _head = new byte[HeadLength];

    public override async Task<LogFrame?> Next()
    {
        var read = await Fill(_head);
        if (read == 0)
        {
            response.Close();
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(_head.AsSpan(4));
        if (read == HeadLength && (_head[0] > 3 || (_head[1] | _head[2] | _head[3]) != 0 || length > PayloadLengthMax))
            throw new DockerException(DockerFailure.Unreadable, $"not a log frame: {Convert.ToHexString(_head)}");
        var payload = new byte[read == HeadLength ? length : 0];
        if (read < HeadLength || await Fill(payload) < payload.Length)
            throw DockerException.Broken();
        return new LogFrame(_head[0], payload);
    }

    public override void Close() => response.Close();

    private async Task<int> Fill(Memory<byte> target)
    {
        var length = 0;
        while (length < target.Length)
        {
            var read = await response.ReadSome(target[length..]);
            if (read == 0)
                break;
            length += read;
        }

        return length;
    }
}
