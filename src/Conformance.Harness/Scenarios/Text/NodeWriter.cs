using System.Globalization;
using System.Text;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// Writes nodes as the scenarios here look: a line for each thing, what fits on its line in braces or brackets, quotes only
/// where they are needed. Whatever it writes, <see cref="NodeReader"/> reads back as the same nodes.
/// </summary>
internal sealed class NodeWriter
{
    private const int Width = 130;
    private const string Indent = "  ";

    /// <summary>Signs that mean something to YAML somewhere in a text without quotes.</summary>
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("{}[],#&*!|>'\"%@`?\\:");

    private static readonly string[] WordsOfOlderYaml = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

    private readonly StringBuilder text = new();

    /// <summary>A whole file.</summary>
    public static string Write(MapNode root)
    {
        var writer = new NodeWriter();
        foreach (var (key, value) in root.Entries)
            writer.Entry(key, value, "", IsShort(value));
        return writer.text.ToString();
    }

    /// <summary>A node as one line.</summary>
    public static string OnOneLine(Node node) => node switch
    {
        ScalarNode scalar => Scalar(scalar),
        ListNode list => "[" + string.Join(", ", list.Items.Select(OnOneLine)) + "]",
        MapNode { Entries.Count: 0 } => "{}",
        MapNode map => "{ " + string.Join(", ", map.Entries.Select(entry => $"{Scalar(entry.Key)}: {OnOneLine(entry.Value)}")) + " }",
        _ => "",
    };

    private void Entry(ScalarNode key, Node value, string indent, bool mayBeShort)
    {
        var head = Scalar(key) + ":";
        var line = OnOneLine(value);
        var isLine = value is ScalarNode or MapNode { Entries.Count: 0 } or ListNode { Items.Count: 0 };
        if (isLine || (mayBeShort && indent.Length + head.Length + line.Length < Width))
        {
            text.Append(head).Append(' ').Append(line).Append('\n');
            return;
        }

        text.Append(head).Append('\n');
        indent += Indent;
        if (value is MapNode map)
        {
            foreach (var (inner, node) in map.Entries)
            {
                text.Append(indent);
                Entry(inner, node, indent, mayBeShort: true);
            }
        }

        foreach (var item in (value as ListNode)?.Items ?? [])
            Item(item, indent);
    }

    private void Item(Node item, string indent)
    {
        text.Append(indent).Append("- ");
        if (item is not MapNode { Entries.Count: > 0 } map)
        {
            text.Append(OnOneLine(item)).Append('\n');
            return;
        }

        for (var index = 0; index < map.Entries.Count; index++)
        {
            text.Append(index == 0 ? "" : indent + Indent);
            Entry(map.Entries[index].Key, map.Entries[index].Value, indent + Indent, mayBeShort: true);
        }
    }

    /// <summary>A key of the file whose value is a few words, and no list of things.</summary>
    private static bool IsShort(Node value) => value switch
    {
        ListNode list => list.Items.All(item => item is ScalarNode),
        MapNode map => map.Entries.All(entry => entry.Value is ScalarNode),
        _ => true,
    };

    private static string Scalar(ScalarNode scalar) =>
        scalar.IsPlain || IsPlain(scalar.Text) ? scalar.Text : Quoted(scalar.Text);

    /// <summary>Whether a text reads back as itself without quotes, wherever it stands and with any reader of YAML.</summary>
    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '_' or '$' or '(') || text[^1] == ' ')
            return false;
        foreach (var character in text)
        {
            if (character is < ' ' or > '~')
                return false;
        }

        return text.AsSpan().IndexOfAny(Special) < 0
            && new ScalarNode(default, text, true).IsText
            && !WordsOfOlderYaml.Contains(text.ToLowerInvariant(), StringComparer.Ordinal)
            && (!char.IsAsciiDigit(text[0]) || Duration.Parse(text) is not null || ByteSize.Parse(text) is not null);
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(character, text[++index]):X8}");
                continue;
            }

            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                >= ' ' and <= '~' => character.ToString(),
                _ when char.IsLetter(character) => character.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
            });
        }

        return quoted.Append('"').ToString();
    }
}
