using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conformance.FakeDocker;

/// <summary>
/// The part of Go's templates that containerizers use: text, <c>{{.A.B}}</c>, <c>{{json .A}}</c>. Anything else is a
/// <see cref="FormatException"/> that names it.
/// </summary>
internal sealed class GoTemplate
{
    private readonly List<(string Text, bool IsField, bool IsJson)> parts = [];

    /// <summary>Reads a template.</summary>
    public static GoTemplate Parse(string text)
    {
        var template = new GoTemplate();
        var position = 0;
        while (true)
        {
            var open = text.IndexOf("{{", position, StringComparison.Ordinal);
            // A brace of JSON right before an action: "{{{json .ID}}" begins with a literal one.
            while (open >= 0 && open + 2 < text.Length && text[open + 2] == '{')
                open++;
            var close = open < 0 ? -1 : text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                template.parts.Add((text[position..], false, false));
                return template;
            }

            if (open > position)
                template.parts.Add((text[position..open], false, false));
            var action = text[(open + 2)..close].Trim();
            var isJson = action.StartsWith("json ", StringComparison.Ordinal);
            var field = isJson ? action[5..].Trim() : action;
            if (field.Length == 0 || field[0] != '.' || field.Contains(' '))
                throw new FormatException($"conformance: the simulated docker program does not know the format {{{{{action}}}}}");
            template.parts.Add((field, true, isJson));
            position = close + 2;
        }
    }

    /// <summary>Fills it; the function gives the value of a path such as <c>.State.Pid</c>, or throws.</summary>
    public string Render(Func<string, JsonElement> look)
    {
        var result = new StringBuilder();
        foreach (var (text, isField, isJson) in parts)
        {
            if (!isField)
            {
                result.Append(text);
                continue;
            }

            var value = look(text);
            if (isJson)
                result.Append(value.GetRawText());
            else
                result.Append(Plain(value));
        }

        return result.ToString();
    }

    /// <summary>Fills it with texts only.</summary>
    public string RenderTexts(Func<string, string> look)
    {
        var result = new StringBuilder();
        foreach (var (text, isField, isJson) in parts)
        {
            if (!isField)
                result.Append(text);
            else if (isJson)
                result.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(look(text))).Append('"');
            else
                result.Append(look(text));
        }

        return result.ToString();
    }

    /// <summary>A path inside a document, with the real program's words when it is not there.</summary>
    public static JsonElement Look(JsonElement root, string path)
    {
        var value = root;
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                throw new FormatException($"template parsing error: template: :1:2: executing \"\" at <{path}>: map has no entry for key \"{name}\"");
        }

        return value;
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "<no value>",
        JsonValueKind.Array => "[" + string.Join(' ', value.EnumerateArray().Select(Plain)) + "]",
        JsonValueKind.Object => "map[" + string.Join(' ', value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}:{Plain(member.Value)}")) + "]",
        _ => value.GetRawText(),
    };
}
