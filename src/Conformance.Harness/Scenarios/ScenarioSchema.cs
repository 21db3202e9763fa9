using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// The JSON Schema (draft-07) of scenario files, made from the same records as the reader, for editors and independent
/// validators. What only the reader knows (that a container exists, that a hold is not cyclic) is not in it.
/// </summary>
public sealed class ScenarioSchema
{
    private const string Placeholder = "parameter";
    private readonly Shapes shapes = new();
    private readonly JsonObject definitions = [];

    private ScenarioSchema()
    {
    }

    /// <summary>The schema as an indented text with a line feed at its end.</summary>
    public static string Export() => new ScenarioSchema().Whole().ToJsonString(new JsonSerializerOptions
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }) + "\n";

    private JsonObject Whole()
    {
        var scenario = Record(shapes.Record(typeof(Scenario)));
        var properties = (JsonObject)scenario["properties"]!;
        properties[Cases.ParametersKey] = new JsonObject
        {
            ["description"] = "Values by parameter, a list or a mapping from labels: the scenario stands for every combination.",
            ["type"] = "object",
            ["minProperties"] = 1,
            ["additionalProperties"] = new JsonObject
            {
                ["oneOf"] = new JsonArray(
                    new JsonObject { ["type"] = "array", ["minItems"] = 1 },
                    new JsonObject { ["type"] = "object", ["minProperties"] = 1 }),
            },
        };
        properties[Cases.RowsKey] = new JsonObject
        {
            ["description"] = "Rows of values by parameter; 'case' gives a row its name.",
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = new JsonObject { ["type"] = "object" },
        };
        definitions[Placeholder] = new JsonObject
        {
            ["description"] = "The value of a parameter.",
            ["type"] = "string",
            ["pattern"] = @"^\$\{[^}]+\}$",
        };
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "A scenario of the containerizer conformance harness",
            ["allOf"] = new JsonArray(scenario),
            ["definitions"] = definitions,
        };
    }

    private JsonObject Record(RecordShape shape)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var member in shape.Members)
        {
            properties[member.Key] = Described(member.Meaning.Sentence, member);
            if (member.IsRequired)
                required.Add(member.Key);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
            schema["required"] = required;
        if (shape.Inline is not { } inline)
            return schema;
        var words = shapes.Union(inline.PropertyType);
        foreach (var word in words)
            properties[word.Word!.Name] = Reference(word, word.Word.Sentence);
        schema["oneOf"] = new JsonArray([.. words.Select(word => new JsonObject { ["required"] = new JsonArray(word.Word!.Name) })]);
        return schema;
    }

    private JsonObject Described(string sentence, MemberShape member) => new()
    {
        ["description"] = sentence,
        ["anyOf"] = new JsonArray(member.IsRequired
            ? [Value(member.Type, member), ReferenceTo(Placeholder)]
            : [Value(member.Type, member), ReferenceTo(Placeholder), new JsonObject { ["type"] = "null" }]),
    };

    private JsonObject Value(Type type, MemberShape? member = null)
    {
        if (Shapes.Element(type) is { } element)
            return List(element, member);
        if (Shapes.Value(type) is { } value)
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = OrPlaceholder(Value(value)) };
        if (Shapes.IsUnion(type))
            return Union(type);
        if (Shapes.IsRecord(type))
            return Reference(shapes.Record(type), null);
        if (type.IsEnum)
            return Words(Shapes.Words(type));
        return type == typeof(string) ? member?.Words is { } words ? Words(words) : new JsonObject { ["type"] = "string" }
            : type == typeof(int) ? new JsonObject { ["type"] = "integer" }
            : type == typeof(double) ? new JsonObject { ["type"] = "number" }
            : type == typeof(bool) ? new JsonObject { ["type"] = "boolean" }
            : type == typeof(TimeSpan) ? new JsonObject { ["type"] = "string", ["pattern"] = Duration.Pattern }
            : new JsonObject { ["type"] = "string", ["pattern"] = ByteSize.Pattern };
    }

    private JsonObject List(Type element, MemberShape? member)
    {
        if (shapes.IsKeyed(element))
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = OrPlaceholder(Value(element)) };
        var list = new JsonObject { ["type"] = "array", ["items"] = OrPlaceholder(Value(element, member)) };
        return member?.Meaning.AllowsNone != true ? list
            : new JsonObject { ["anyOf"] = new JsonArray(list, Words(["none"])) };
    }

    private JsonObject Union(Type type)
    {
        var options = new JsonArray();
        foreach (var shape in shapes.Union(type))
        {
            options.Add(new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { [shape.Word!.Name] = Reference(shape, shape.Word.Sentence) },
                ["required"] = new JsonArray(shape.Word.Name),
                ["additionalProperties"] = false,
            });
            if (shape.Members.All(member => !member.IsRequired))
                options.Add(Words([shape.Word.Name]));
        }

        return new JsonObject { ["oneOf"] = options };
    }

    /// <summary>A reference to the definition of a record, which is made at the first one: its mapping, or its shorthand.</summary>
    private JsonObject Reference(RecordShape shape, string? sentence)
    {
        var name = shape.Word?.Name ?? Scalars.Kebab(shape.Type.Name);
        if (!definitions.ContainsKey(name))
        {
            definitions[name] = new JsonObject();
            var isReplaced = shape.Shorthand is not null && Shapes.IsRecord(shape.Shorthand.Type);
            var ways = new JsonArray { ReferenceTo(Placeholder) };
            if (!isReplaced)
                ways.Add(Record(shape));
            if (shape.Shorthand is { } shorthand)
                ways.Add(Value(shorthand.Type, shorthand));
            if (shape.Members.All(member => !member.IsRequired))
                ways.Add(new JsonObject { ["type"] = "null" });
            definitions[name] = new JsonObject { ["anyOf"] = ways };
        }

        var reference = ReferenceTo(name);
        return sentence is null ? reference : new JsonObject { ["description"] = sentence, ["allOf"] = new JsonArray(reference) };
    }

    private static JsonObject ReferenceTo(string name) => new() { ["$ref"] = "#/definitions/" + name };

    private static JsonObject OrPlaceholder(JsonObject schema) => new() { ["anyOf"] = new JsonArray(schema, ReferenceTo(Placeholder)) };

    private static JsonObject Words(IReadOnlyList<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };
}
