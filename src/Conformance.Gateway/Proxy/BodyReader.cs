using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Conformance.Gateway;

/// <summary>How the end of a body is known.</summary>
internal enum BodyFraming
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>By a declared length.</summary>
    Length,

    /// <summary>By a last chunk of length 0.</summary>
    Chunked,

    /// <summary>By the end of the connection.</summary>
    UntilClose,
}

/// <summary>The payload of a body, freed of its framing, piece by piece as it arrives.</summary>
internal sealed class BodyReader(PipeReader reader, BodyFraming framing, long length)
{
    private long left = framing == BodyFraming.Length ? length : 0;
    private bool isOver = framing == BodyFraming.None;

    public BodyFraming Framing => framing;

    /// <summary>The body of a request.</summary>
    public static BodyReader OfRequest(HttpHead head, PipeReader reader) =>
        head.IsChunked ? new BodyReader(reader, BodyFraming.Chunked, 0)
        : head.ContentLength is > 0 and { } length ? new BodyReader(reader, BodyFraming.Length, length)
        : new BodyReader(reader, BodyFraming.None, 0);

    /// <summary>The body of an answer to that request.</summary>
    public static BodyReader OfAnswer(HttpHead head, string method, PipeReader reader) =>
        method == "HEAD" || head.Status is 204 or 304 or < 200 ? new BodyReader(reader, BodyFraming.None, 0)
        : head.IsChunked ? new BodyReader(reader, BodyFraming.Chunked, 0)
        : head.ContentLength is { } length ? new BodyReader(reader, length == 0 ? BodyFraming.None : BodyFraming.Length, length)
        : new BodyReader(reader, BodyFraming.UntilClose, 0);

    /// <summary>The next piece, never empty; null at the regular end. An <see cref="IOException"/> when the connection ends before.</summary>
    public async Task<byte[]?> Next()
    {
        if (isOver)
            return null;
        if (framing == BodyFraming.Chunked && left == 0 && (left = await ReadChunkLength()) == 0)
        {
            await SkipTrailers();
            isOver = true;
            return null;
        }

        var result = await reader.ReadAsync();
        var buffer = result.Buffer;
        if (buffer.IsEmpty && result.IsCompleted)
        {
            isOver = framing == BodyFraming.UntilClose ? true : throw Cut();
            return null;
        }

        var taken = framing == BodyFraming.UntilClose ? buffer : buffer.Slice(0, Math.Min(buffer.Length, left));
        var piece = taken.ToArray();
        reader.AdvanceTo(taken.End);
        await Count(piece.Length);
        return piece;
    }

    /// <summary>Everything up to the end; null if it is longer than <paramref name="bytesMax"/>, and then part of it is lost.</summary>
    public async Task<byte[]?> ReadAll(int bytesMax)
    {
        var all = new MemoryStream();
        while (await Next() is { } piece)
        {
            if (all.Length + piece.Length > bytesMax)
                return null;
            all.Write(piece);
        }

        return all.ToArray();
    }

    private async Task Count(int bytes)
    {
        if (framing == BodyFraming.UntilClose)
            return;
        left -= bytes;
        if (left > 0)
            return;
        if (framing == BodyFraming.Length)
            isOver = true;
        else
            await ReadLine();
    }

    private async Task<long> ReadChunkLength()
    {
        var line = await ReadLine();
        var digits = line.Split(';')[0].Trim();
        return long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size >= 0
            ? size
            : throw new IOException($"'{digits}' is no length of a chunk");
    }

    private async Task SkipTrailers()
    {
        while (await ReadLine() != "")
        {
        }
    }

    private async Task<string> ReadLine()
    {
        while (true)
        {
            var result = await reader.ReadAsync();
            if (Line(result.Buffer) is var (line, end))
            {
                reader.AdvanceTo(end);
                return line;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                throw Cut();
        }
    }

    private static (string Line, SequencePosition End)? Line(ReadOnlySequence<byte> buffer)
    {
        var sequence = new SequenceReader<byte>(buffer);
        return sequence.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8) ? (Encoding.Latin1.GetString(line), sequence.Position) : null;
    }

    private static IOException Cut() => new("the connection ended inside the body of an HTTP message");
}
