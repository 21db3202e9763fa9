using System.Globalization;
using System.Text;

namespace Conformance.Gateway;

/// <summary>Puts the framing of a body back on its payload. Each piece leaves at once, as the peer sent it.</summary>
internal sealed class BodyWriter(PeerSocket peer, BodyFraming framing)
{
    /// <summary>Sends a piece that is not empty.</summary>
    public async Task Write(ReadOnlyMemory<byte> payload)
    {
        if (framing != BodyFraming.Chunked)
        {
            await peer.Write(payload);
            return;
        }

        // One send for the whole chunk: half a chunk would be half an item to a client that reads in time.
        var size = Encoding.ASCII.GetBytes(payload.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
        var chunk = new byte[size.Length + payload.Length + 2];
        size.CopyTo(chunk, 0);
        payload.CopyTo(chunk.AsMemory(size.Length));
        "\r\n"u8.CopyTo(chunk.AsSpan(^2..));
        await peer.Write(chunk);
    }

    /// <summary>Ends the body regularly. A body without framing ends with its connection.</summary>
    public Task End() => framing == BodyFraming.Chunked ? peer.Write("0\r\n\r\n"u8.ToArray()) : Task.CompletedTask;
}
