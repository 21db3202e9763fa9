using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conformance.Docker;

/// <summary>What Go's JSON decoder says of a value that is of another type than the daemon wants, with the names of the daemon's own types.</summary>
internal static class GoJsonTypes
{
    /// <summary>Go's words for what could not be read.</summary>
    /// <param name="json">JSON that is well formed.</param>
    /// <param name="type">What it was to be.</param>
    /// <param name="failure">The place of the value that is not.</param>
    public static string FaultOf(ReadOnlySpan<byte> json, JsonTypeInfo type, JsonException failure)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = GoJsonSyntax.DepthMax });
        using var document = JsonDocument.ParseValue(ref reader);
        var value = document.RootElement;
        var (wanted, owner) = (type.Type, type.Type);
        List<string> fields = [];
        foreach (var step in StepsOf(failure.Path ?? "$"))
        {
            value = value.ValueKind == JsonValueKind.Array ? value[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : value.GetProperty(step);
            var info = type.Options.GetTypeInfo(wanted);
            if (info.Kind == JsonTypeInfoKind.Object)
            {
                var property = info.Properties.First(one => one.Name.Equals(step, StringComparison.OrdinalIgnoreCase));
                owner = wanted;
                wanted = property.CustomConverter is StringOrList && value.ValueKind != JsonValueKind.Array ? typeof(string) : property.PropertyType;
                fields.Add(property.Name);
            }
            else
            {
                wanted = info.ElementType!;
            }
        }

        var name = fields.Count > 0 && GoTypeNames.OfFields.TryGetValue((owner, fields[^1]), out var own) ? own : NameOf(wanted, type.Options);
        var what = "json: cannot unmarshal " + WordOf(value, name);
        return fields.Count == 0
            ? $"{what} into Go value of type {name}"
            : $"{what} into Go struct field {GoTypeNames.OfTypes[owner][(GoTypeNames.OfTypes[owner].IndexOf('.') + 1)..]}.{string.Join('.', fields)} of type {name}";
    }

    /// <summary>Members and places of a path such as <c>$.a['b/c'][0]</c>.</summary>
    private static IEnumerable<string> StepsOf(string path)
    {
        var step = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in path[1..])
        {
            if (letter == '\'')
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted || letter is not ('.' or '[' or ']'))
            {
                step.Append(letter);
            }
            else if (step.Length > 0)
            {
                yield return step.ToString();
                step.Clear();
            }
        }

        if (step.Length > 0)
            yield return step.ToString();
    }

    private static string NameOf(Type type, JsonSerializerOptions options)
    {
        if (GoTypeNames.OfTypes.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out var name))
            return name;
        var info = options.GetTypeInfo(type);
        return info.Kind == JsonTypeInfoKind.Dictionary
            ? "map[string]" + NameOf(info.ElementType!, options)
            : "[]" + NameOf(info.ElementType ?? typeof(string), options);
    }

    private static string WordOf(JsonElement value, string wanted) => value.ValueKind switch
    {
        JsonValueKind.Number when wanted.StartsWith("int", StringComparison.Ordinal) || wanted == GoTypeNames.OfTypes[typeof(GoDuration)] => "number " + value.GetRawText(),
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
