using System.Collections;
using System.Globalization;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// Makes nodes from records: what <see cref="Binder"/> would make the same record of, as short as the language allows it. Members
/// at their defaults are left out, and a shorthand stands for its record.
/// </summary>
internal sealed class Unbinder(Shapes shapes)
{
    /// <summary>The node of a value.</summary>
    /// <param name="value">What the binder made.</param>
    /// <param name="type">The type that it was declared with.</param>
    /// <param name="member">The key that it belongs to, where the language says more of it than its type.</param>
    public Node Unbind(object value, Type type, MemberShape? member = null)
    {
        if (Shapes.Element(type) is { } element)
            return List((IEnumerable)value, element, member);
        if (Shapes.Value(type) is { } valueType)
            return Dictionary((IDictionary)value, valueType);
        if (Shapes.IsUnion(type))
            return Word(value);
        return Shapes.IsRecord(type) ? Record(value) : Scalar(value);
    }

    private Node Record(object record)
    {
        var shape = shapes.Record(record.GetType());
        var entries = Entries(record, shape);
        return entries is [var (key, only)] && key.Text == shape.Shorthand?.Key && shape.IsShorthand(only) ? only : new MapNode(default, entries);
    }

    private List<KeyValuePair<ScalarNode, Node>> Entries(object record, RecordShape shape)
    {
        var entries = new List<KeyValuePair<ScalarNode, Node>>();
        var blank = shape.Make(shape.Members.Where(member => member.IsRequired).Select(member => member.Property)
            .Concat(shape.Inline is null ? [] : [shape.Inline])
            .ToDictionary(property => property, property => property.GetValue(record)));
        foreach (var member in shape.Members)
        {
            if (member.Property.GetValue(record) is not { } value)
                continue;
            var node = Unbind(value, member.Type, member);
            if (member.IsRequired || member.Property.GetValue(blank) is not { } usual || !AreEqual(node, Unbind(usual, member.Type, member)))
                entries.Add(new(Key(member.Key), node));
        }

        if (shape.Inline?.GetValue(record) is { } action)
        {
            var word = shapes.Record(action.GetType()).Word!.Name;
            entries.Add(new(Key(word), Record(action)));
        }

        return entries;
    }

    /// <summary>A record that is told by its word; one without any key is the word alone.</summary>
    private Node Word(object record)
    {
        var word = Key(shapes.Record(record.GetType()).Word!.Name);
        var node = Record(record);
        return node is MapNode { Entries.Count: 0 } ? word : new MapNode(default, [new(word, node)]);
    }

    private Node List(IEnumerable values, Type element, MemberShape? member)
    {
        var items = values.Cast<object>().ToList();
        if (shapes.IsKeyed(element))
        {
            var name = shapes.Record(element).NameProperty!;
            return new MapNode(default, [.. items.Select(item => KeyValuePair.Create(Text((string)name.GetValue(item)!), Record(item)))]);
        }

        return items.Count == 0 && member?.Meaning.AllowsNone == true
            ? new ScalarNode(default, "none", false)
            : new ListNode(default, [.. items.Select(item => Unbind(item, element))]);
    }

    private MapNode Dictionary(IDictionary values, Type type)
    {
        var entries = new List<KeyValuePair<ScalarNode, Node>>();
        foreach (DictionaryEntry entry in values)
            entries.Add(new(Text((string)entry.Key), Unbind(entry.Value!, type)));
        return new MapNode(default, entries);
    }

    private static ScalarNode Scalar(object value) => value switch
    {
        string text => Text(text),
        bool flag => new ScalarNode(default, flag ? "true" : "false", true),
        TimeSpan span => new ScalarNode(default, Duration.Format(span), false),
        Enum word => new ScalarNode(default, Scalars.Kebab(word.ToString()), false),
        double number => new ScalarNode(default, number.ToString("R", CultureInfo.InvariantCulture), true),
        IFormattable number when value is int => new ScalarNode(default, number.ToString(null, CultureInfo.InvariantCulture), true),
        _ => new ScalarNode(default, value.ToString()!, false),
    };

    private static ScalarNode Key(string word) => new(default, word, true);

    /// <summary>A text, with what looks like a parameter made to stand for itself.</summary>
    private static ScalarNode Text(string text) => new(default, text.Replace("${", "$${", StringComparison.Ordinal), false);

    private static bool AreEqual(Node one, Node other) => NodeWriter.OnOneLine(one) == NodeWriter.OnOneLine(other);
}
