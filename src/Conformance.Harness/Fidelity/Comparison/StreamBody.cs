using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// The body of logs, attach and exec as a comparison wants it: what each stream said. Which of two streams came first, and how many reads
/// of a pipe made a frame, is chance; that a log has one frame a line is not.
/// </summary>
internal static class StreamBody
{
    private const int HeaderBytes = 8;

    /// <summary>The streams by their number, or null where the bytes are no frames.</summary>
    /// <param name="bytes">The body.</param>
    /// <param name="keepsFrames">Whether each frame counts, as in a log.</param>
    /// <param name="normaliser">For the texts.</param>
    public static JsonObject? Read(ReadOnlySpan<byte> bytes, bool keepsFrames, AnswerNormaliser normaliser)
    {
        var frames = new SortedDictionary<int, List<string>>();
        while (!bytes.IsEmpty)
        {
            if (bytes.Length < HeaderBytes || bytes[0] > 3 || bytes[1] != 0 || bytes[2] != 0 || bytes[3] != 0)
                return null;
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
            if (length < 0 || length > bytes.Length - HeaderBytes)
                return null;
            if (!frames.TryGetValue(bytes[0], out var texts))
                frames[bytes[0]] = texts = [];
            texts.Add(Encoding.UTF8.GetString(bytes.Slice(HeaderBytes, length)));
            bytes = bytes[(HeaderBytes + length)..];
        }

        var streams = new JsonObject();
        foreach (var (number, texts) in frames)
        {
            var lines = keepsFrames ? texts : [string.Concat(texts)];
            streams[FormattableString.Invariant($"stream {number}")] = new JsonArray([.. lines.Select(line => JsonValue.Create(normaliser.Normalise(line)))]);
        }

        return streams;
    }
}
