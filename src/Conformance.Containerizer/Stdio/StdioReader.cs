using System.Text.Json;
using Google.Protobuf;

namespace Conformance.Containerizer;

/// <summary>One line as JSON, with errors that say what was expected.</summary>
internal sealed class StdioReader : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private readonly string expected;
    private readonly string line;
    private readonly JsonDocument document;

    public StdioReader(string expected, string line)
    {
        this.expected = expected;
        this.line = line;
        try
        {
            document = JsonDocument.Parse(line, Strict);
        }
        catch (JsonException exception)
        {
            throw Wrong($"The line is not JSON: {exception.Message}");
        }

        Root = document.RootElement;
        if (Root.ValueKind != JsonValueKind.Object)
            throw Wrong($"The line is JSON, but a {Root.ValueKind.ToString().ToLowerInvariant()} instead of an object.");
    }

    public JsonElement Root { get; }

    public StdioProtocolException Wrong(string why) => new(expected, line, why);

    /// <summary>An object of the line itself; null for absent or null.</summary>
    public JsonElement? Object(string name) => Member(Root, name, JsonValueKind.Object, "an object");

    public JsonElement RequiredObject(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.Object, "an object") ?? throw Missing(name, "an object");

    public string Text(JsonElement parent, string name) => OptionalText(parent, name) ?? throw Missing(name, "a text");

    public string? OptionalText(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.String, "a text")?.GetString();

    public int Number(JsonElement parent, string name) => OptionalNumber(parent, name) ?? throw Missing(name, "a whole number");

    public int? OptionalNumber(JsonElement parent, string name)
    {
        if (Member(parent, name, JsonValueKind.Number, "a whole number") is not { } value)
            return null;
        return value.TryGetInt32(out var number) ? number : throw Wrong($"'{name}' must be a whole number of 32 bits, not {value.GetRawText()}.");
    }

    public double? OptionalReal(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.Number, "a number")?.GetDouble();

    public bool? OptionalFlag(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong($"'{name}' must be true or false, not {value.GetRawText()}."),
        };
    }

    public IReadOnlyList<string> Texts(JsonElement parent, string name)
    {
        if (Member(parent, name, JsonValueKind.Array, "a list of texts") is not { } list)
            return [];
        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong($"'{name}' must hold texts only, not {item.GetRawText()}."));
        return texts;
    }

    /// <summary>The items of a list of objects; none if absent.</summary>
    public IEnumerable<JsonElement> Objects(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.Array, "a list of objects") is { } list ? list.EnumerateArray() : [];

    /// <summary>A protobuf message in its JSON form.</summary>
    public T Message<T>(JsonElement element)
        where T : class, IMessage<T>, new()
    {
        try
        {
            var message = Parser.Parse<T>(element.GetRawText());
            // The JSON parser does not look for required fields; the binary one does.
            return message.IsInitialized() ? message : throw Wrong($"A required field of {message.Descriptor.FullName} is missing.");
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw Wrong($"This is not a {new T().Descriptor.FullName} in protobuf's JSON form: {exception.Message}");
        }
    }

    public void Dispose() => document.Dispose();

    private JsonElement? Member(JsonElement parent, string name, JsonValueKind kind, string what)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind ? value : throw Wrong($"'{name}' must be {what}, not {value.GetRawText()}.");
    }

    private StdioProtocolException Missing(string name, string what) => Wrong($"'{name}' is missing; it must be {what}.");
}
