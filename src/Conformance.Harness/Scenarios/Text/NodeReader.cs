using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// Reads one YAML document into <see cref="Node"/>s. Strict: UTF-8, one document, no duplicate keys, and none of YAML's anchors,
/// aliases and tags, which scenarios have parameters for.
/// </summary>
internal sealed class NodeReader
{
    private const int DepthMax = 50;
    private readonly string file;
    private int depth;
    private readonly Problems problems;
    private readonly Parser parser;

    private NodeReader(string text, string file, Problems problems)
    {
        this.file = file;
        this.problems = problems;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>The bytes of a file; null, with a problem noted, if they cannot be read.</summary>
    public static Node? Read(byte[] bytes, string file, Problems problems)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return Read(text.StartsWith('\uFEFF') ? text[1..] : text, file, problems);
        }
        catch (DecoderFallbackException error)
        {
            var before = bytes.AsSpan(0, Math.Clamp(error.Index, 0, bytes.Length));
            var line = before.Count((byte)'\n') + 1;
            var column = before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1;
            problems.Add(new Position(file, line, column), $"the byte 0x{error.BytesUnknown?.FirstOrDefault():X2} is not UTF-8", "a file in UTF-8");
            return null;
        }
    }

    /// <summary>A text; null, with a problem noted, if it cannot be read.</summary>
    public static Node? Read(string text, string file, Problems problems)
    {
        var reader = new NodeReader(text, file, problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException error)
        {
            var at = reader.At(error.Start);
            if (Tab(text, error.Message.Contains("tab", StringComparison.Ordinal) ? int.MaxValue : at.Line) is { } tab)
                problems.Add(new Position(file, tab.Line, tab.Column), "a tab in the indentation", "blanks");
            else
                problems.Add(at, $"bad {(file.EndsWith(".json", StringComparison.Ordinal) ? "JSON" : "YAML")}: {error.Message}");
            return null;
        }
    }

    private Node? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            problems.Add(new Position(file, 1, 1), "the file is empty", "a scenario");
            return null;
        }

        parser.Consume<DocumentStart>();
        var node = Next();
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            problems.Add(At(second.Start), "a second document", "one scenario per file");
        return node;
    }

    private Node Next()
    {
        if (++depth > DepthMax)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"more than {DepthMax} levels");
        var node = Read();
        depth--;
        return node;
    }

    private Node Read()
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            Refuse(scalar);
            return new ScalarNode(At(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        if (parser.TryConsume<SequenceStart>(out var list))
        {
            Refuse(list);
            var items = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Next());
            return new ListNode(At(list.Start), items);
        }

        if (parser.TryConsume<MappingStart>(out var map))
        {
            Refuse(map);
            return new MapNode(At(map.Start), Entries());
        }

        var alias = parser.Consume<AnchorAlias>();
        problems.Add(At(alias.Start), $"the alias *{alias.Value}", "the value itself, or a parameter: ${name}");
        return new ScalarNode(At(alias.Start), "", true);
    }

    private List<KeyValuePair<ScalarNode, Node>> Entries()
    {
        var entries = new List<KeyValuePair<ScalarNode, Node>>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Next();
            var value = Next();
            if (key is not ScalarNode scalar)
                problems.Add(key.At, $"{key.Describe()} as a key", "a word");
            else if (entries.Any(entry => string.Equals(entry.Key.Text, scalar.Text, StringComparison.Ordinal)))
                problems.Add(key.At, $"the key '{scalar.Text}' stands here a second time", "each key once");
            else
                entries.Add(new(scalar, value));
        }

        return entries;
    }

    private void Refuse(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            problems.Add(At(node.Start), $"the anchor &{node.Anchor.Value}", "no anchor; repeated values are parameters: ${name}");
        if (!node.Tag.IsEmpty)
            problems.Add(At(node.Start), $"the tag {node.Tag}", "no tag");
    }

    private Position At(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    private static (int Line, int Column)? Tab(string text, int lastLine)
    {
        var lines = text.Split('\n');
        for (var line = 0; line < Math.Min(lines.Length, lastLine); line++)
        {
            var column = lines[line].AsSpan().IndexOfAnyExcept(' ');
            if (column >= 0 && lines[line][column] == '\t')
                return (line + 1, column + 1);
        }

        return null;
    }
}
