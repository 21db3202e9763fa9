using System.Text.Json;

namespace Conformance.FakeDocker;

/// <summary>
/// Members of an answer that nothing here acts on: those that a real daemon (20.10.24, measured) gives for a bare request, and over
/// them what the client wrote. What is no member of the template is dropped, as a daemon does with keys that it does not know.
/// </summary>
/// <param name="json">A JSON object.</param>
internal sealed class MemberTemplate(string json)
{
    private readonly List<KeyValuePair<string, JsonElement>> members = Read(json);

    /// <summary>The template with what was written over it; an empty value leaves a default that is not empty.</summary>
    public Dictionary<string, JsonElement> Fill(IReadOnlyDictionary<string, JsonElement>? written = null)
    {
        var filled = new Dictionary<string, JsonElement>(members, StringComparer.Ordinal);
        foreach (var (key, value) in written ?? new SortedDictionary<string, JsonElement>())
        {
            var place = members.FindIndex(member => member.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
            if (place >= 0 && !(IsEmpty(value) && !IsEmpty(members[place].Value)))
                filled[members[place].Key] = value;
        }

        return filled;
    }

    /// <summary>A JSON value of a text.</summary>
    public static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, FullJson.Default.String);

    /// <summary>A JSON number.</summary>
    public static JsonElement Number(long number) => JsonSerializer.SerializeToElement(number, FullJson.Default.Int64);

    /// <summary>A JSON value as it is written.</summary>
    public static JsonElement Value(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Number => value.GetDecimal() == 0,
        _ => false,
    };

    private static List<KeyValuePair<string, JsonElement>> Read(string json) =>
        [.. Value(json).EnumerateObject().Select(member => new KeyValuePair<string, JsonElement>(member.Name, member.Value))];
}

/// <summary>Writers of single values.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
[System.Text.Json.Serialization.JsonSerializable(typeof(long))]
internal sealed partial class FullJson : System.Text.Json.Serialization.JsonSerializerContext;
