using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conformance.Docker;

/// <summary>JSON of the Engine API: keys as Go writes them, read in any case, <c>&lt;</c> and <c>&amp;</c> left as they are.</summary>
public static class EngineJson
{
    /// <summary>Compact, as it goes over the wire.</summary>
    public static EngineJsonContext Wire { get; } = new(Options(isIndented: false));

    // An inspected container is some 4 KiB, and its writer asks for that much more before it ends.
    internal const int UsualLength = 8192;
    private static readonly EngineJsonContext Print = new(Options(isIndented: true));

    // What a client wrote stands deeper in an answer.
    private const int WrittenDepthMax = 2 * GoJsonSyntax.DepthMax;

    private static readonly JsonWriterOptions LineStyle = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = WrittenDepthMax,
        SkipValidation = true,
    };

    private static readonly JsonWriterOptions PrintStyle = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
    };

    /// <summary>UTF-8 bytes without a line feed.</summary>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>UTF-8 bytes with a line feed, as a daemon ends every body and every line of a stream.</summary>
    public static byte[] WriteLine<T>(T value, JsonTypeInfo<T> type)
    {
        using var buffer = new RentedBuffer(UsualLength);
        using (var writer = new Utf8JsonWriter(buffer, LineStyle))
        {
            // What was generated for a type writes twice as fast; the serialiser itself leaves it out for the sake of the encoder,
            // which is the writer's here.
            if (type.SerializeHandler is { } generated)
                generated(writer, value);
            else
                JsonSerializer.Serialize(writer, value, type);
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    /// <summary>Reads a value; <see cref="DockerFailure.Unreadable"/> with the beginning of the text when it is not one.</summary>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, type) ?? throw Unreadable(utf8, "null");
        }
        catch (JsonException exception)
        {
            throw Unreadable(utf8, exception.Message);
        }
    }

    /// <summary>What <c>docker inspect</c> prints of a container, as UTF-8: an array, 4 blanks a level, a line feed at the end.</summary>
    public static ReadOnlyMemory<byte> PrintInspect(ContainerInspect container) => PrintInspect([container]);

    /// <summary>What <c>docker inspect A B</c> prints; <c>[]</c> for none.</summary>
    public static ReadOnlyMemory<byte> PrintInspect(IReadOnlyList<ContainerInspect> containers) =>
        PrintLines(containers, Print.IReadOnlyListContainerInspect);

    /// <summary>What <c>docker inspect --type image</c> prints.</summary>
    public static ReadOnlyMemory<byte> PrintInspect(ImageInspect image) => PrintLines([image], Print.IReadOnlyListImageInspect);

    /// <summary>What <c>docker inspect</c> prints of anything.</summary>
    /// <param name="written">As the daemon wrote it.</param>
    public static ReadOnlyMemory<byte> PrintInspect(ReadOnlyMemory<byte> written) => PrintLines([Read(written.Span, Wire.JsonElement)], Print.IReadOnlyListJsonElement);

    /// <summary>Reads what <c>docker inspect</c> printed of one container; unreadable if it is not exactly one.</summary>
    public static ContainerInspect ReadInspect(ReadOnlySpan<byte> printed)
    {
        var container = One(Read(printed, Wire.IReadOnlyListContainerInspect), printed);
        return container.Name.Length > 0 ? container : throw Unreadable(printed, "not a container");
    }

    /// <summary>Reads what <c>docker inspect</c> printed of one image; unreadable if it is not exactly one.</summary>
    public static ImageInspect ReadInspectImage(ReadOnlySpan<byte> printed) => One(Read(printed, Wire.IReadOnlyListImageInspect), printed);

    private static ReadOnlyMemory<byte> PrintLines<T>(T value, JsonTypeInfo<T> type)
    {
        using var buffer = new RentedBuffer(UsualLength);
        using (var writer = new Utf8JsonWriter(buffer, PrintStyle))
            JsonSerializer.Serialize(writer, value, type);
        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    private static T One<T>(IReadOnlyList<T> list, ReadOnlySpan<byte> printed) =>
        list.Count == 1 ? list[0] : throw Unreadable(printed, $"{list.Count} objects instead of one");

    private static DockerException Unreadable(ReadOnlySpan<byte> utf8, string why)
    {
        const int shown = 200;
        var text = Encoding.UTF8.GetString(utf8.Length > shown ? utf8[..shown] : utf8);
        return new DockerException(DockerFailure.Unreadable, $"unreadable answer ({why}): {text}");
    }

    private static JsonSerializerOptions Options(bool isIndented) => new()
    {
        MaxDepth = WrittenDepthMax,
        PropertyNameCaseInsensitive = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = isIndented,
        IndentSize = 4,
        NewLine = "\n",
    };
}
