using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Conformance.Gateway;

/// <summary>The head of a request or an answer: its bytes as they came, and what the proxy must know of them.</summary>
internal sealed class HttpHead
{
    private const int BytesMax = 1 << 20;
    private readonly string[] lines;
    private readonly string[] startWords;

    private HttpHead(byte[] bytes)
    {
        Bytes = bytes;
        lines = Encoding.Latin1.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        startWords = lines.Length == 0 ? [] : lines[0].Split(' ', 3);
    }

    /// <summary>Exactly what came, with the empty line.</summary>
    public byte[] Bytes { get; }

    /// <summary>Of a request.</summary>
    public string Method => Word(0);

    /// <summary>Of a request: path and query.</summary>
    public string Target => Word(1);

    /// <summary>Of an answer; 0 when it is not one.</summary>
    public int Status => int.TryParse(Word(1), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;

    /// <summary>Declared length of the body; null if none is declared.</summary>
    public long? ContentLength =>
        long.TryParse(Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked => Has("Transfer-Encoding", "chunked");

    /// <summary>Whether this side would close the connection after this message.</summary>
    public bool Closes => Has("Connection", "close") || (Version == "HTTP/1.0" && !Has("Connection", "keep-alive"));

    private string Version => Method.StartsWith("HTTP/", StringComparison.Ordinal) ? Method : Word(2);

    /// <summary>All headers, in the order in which they came.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers =>
        from line in lines.Skip(1)
        let colon = line.IndexOf(':', StringComparison.Ordinal)
        where colon > 0
        select KeyValuePair.Create(line[..colon], line[(colon + 1)..].Trim());

    /// <summary>Reads one; null when the connection ends before its first byte, an <see cref="IOException"/> when it ends inside or the head is too long.</summary>
    public static async Task<HttpHead?> Read(PipeReader reader)
    {
        while (true)
        {
            var result = await reader.ReadAsync();
            var buffer = result.Buffer;
            if (End(buffer) is { } end)
            {
                var head = new HttpHead(buffer.Slice(0, end).ToArray());
                reader.AdvanceTo(end);
                return head;
            }

            var length = buffer.Length;
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (length > BytesMax)
                throw new IOException("the head of an HTTP message is longer than 1 MiB");
            if (result.IsCompleted)
                return length == 0 ? null : throw new IOException("the connection ended inside the head of an HTTP message");
        }
    }

    /// <summary>The value of the first header of that name, trimmed; null if there is none.</summary>
    public string? Header(string name)
    {
        foreach (var line in lines.AsSpan(Math.Min(1, lines.Length)))
        {
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return line[(name.Length + 1)..].Trim();
        }

        return null;
    }

    /// <summary>Whether a comma-separated header has that word.</summary>
    public bool Has(string name, string word) =>
        Header(name)?.Split(',', StringSplitOptions.TrimEntries).Contains(word, StringComparer.OrdinalIgnoreCase) ?? false;

    /// <summary>The same without some headers and with others at its end.</summary>
    public HttpHead With(IReadOnlyList<string> without, params string[] more)
    {
        var kept = lines.Where((line, index) => index == 0
            || !without.Any(name => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)));
        return new HttpHead(Encoding.Latin1.GetBytes(string.Join("\r\n", kept.Concat(more)) + "\r\n\r\n"));
    }

    private string Word(int index) => index < startWords.Length ? startWords[index] : "";

    private static SequencePosition? End(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> _, "\r\n\r\n"u8, advancePastDelimiter: true) ? reader.Position : null;
    }
}
