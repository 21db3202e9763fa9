using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Conformance.Harness.Scenarios;

/// <summary>Makes records from nodes. Whatever does not fit is a problem, and reading goes on, so that all problems are told at once.</summary>
internal sealed class Binder(Shapes shapes, Places places, Problems problems)
{
    /// <summary>Makes a value of a type; null after a problem.</summary>
    public object? Bind(Node node, Type type, MemberShape? member = null)
    {
        if (Shapes.Element(type) is { } element)
            return shapes.IsKeyed(element) ? BindKeyed(node, element) : BindList(node, element, member);
        if (Shapes.Value(type) is { } value)
            return BindDictionary(node, value);
        if (Shapes.IsUnion(type))
            return BindUnion(node, type);
        return Shapes.IsRecord(type) ? BindRecord(node, shapes.Record(type)) : BindScalar(node, type, member);
    }

    /// <summary>Makes a record; null after a problem.</summary>
    public object? BindRecord(Node node, RecordShape shape, string? name = null)
    {
        var values = new Dictionary<PropertyInfo, object?>();
        var before = problems.Count;
        if (shape.IsShorthand(node))
            Set(values, shape.Shorthand!, node);
        else if (node is MapNode map)
            BindEntries(map, shape, values);
        else if (node is not ScalarNode { IsNull: true })
            problems.Add(node.At, $"{node.Describe()}{(shape.Word is { } word ? $" for {word.Name}" : "")}", Keys(shape));

        foreach (var missing in shape.Members.Where(required => required.IsRequired && !values.ContainsKey(required.Property)))
        {
            if (problems.Count == before)
                problems.Add(node.At, $"the key '{missing.Key}' is missing{(shape.Word is { } word ? $" in {word.Name}" : "")}", shapes.Describe(missing.Type, missing));
        }

        if (problems.Count > before)
            return null;
        if (name is not null)
            values[shape.NameProperty!] = name;
        var record = shape.Make(values);
        places.Set(record, node);
        return record;
    }

    private void BindEntries(MapNode map, RecordShape shape, Dictionary<PropertyInfo, object?> values)
    {
        var words = shape.Inline is null ? [] : shapes.Union(shape.Inline.PropertyType);
        string? taken = null;
        foreach (var (key, node) in map.Entries)
        {
            var word = words.FirstOrDefault(candidate => candidate.Word!.Name == key.Text);
            if (shape.Members.FirstOrDefault(candidate => candidate.Key == key.Text) is { } member)
                Set(values, member, node);
            else if (word is null)
                problems.Add(key.At, $"unknown key '{key.Text}'{(shape.Word is { } of ? $" in {of.Name}" : "")}", Keys(shape), key.Text,
                    Words(shape));
            else if (taken is not null)
                problems.Add(key.At, $"'{key.Text}' besides '{taken}'", "one action; a second one is a fault of its own");
            else
                (taken, values[shape.Inline!]) = (key.Text, BindRecord(node, word));
        }

        if (shape.Inline is not null && taken is null && map.Entries.All(entry => shape.Members.Any(member => member.Key == entry.Key.Text)))
            problems.Add(map.At, "no action", shapes.Describe(shape.Inline.PropertyType));
    }

    private void Set(Dictionary<PropertyInfo, object?> values, MemberShape member, Node node)
    {
        if (node is ScalarNode { IsNull: true })
        {
            if (member.IsRequired)
                problems.Add(node.At, $"nothing is given for '{member.Key}'", shapes.Describe(member.Type, member));
            return;
        }

        if (Bind(node, member.Type, member) is { } value)
            values[member.Property] = value;
    }

    private object? BindUnion(Node node, Type type)
    {
        var words = shapes.Union(type);
        var (word, value) = node switch
        {
            MapNode { Entries: [var (key, only)] } => (key, only),
            ScalarNode { IsText: true } scalar => (scalar, new ScalarNode(scalar.At, "", true)),
            _ => (null, node),
        };
        if (word is null)
        {
            problems.Add(node is MapNode { Entries: [_, var second, ..] } ? second.Key.At : node.At,
                node is MapNode { Entries.Count: > 1 } ? "a second word in the same step" : node.Describe(), shapes.Describe(type));
            return null;
        }

        if (words.FirstOrDefault(candidate => candidate.Word!.Name == word.Text) is { } shape)
            return BindRecord(value, shape);
        problems.Add(word.At, $"unknown word '{word.Text}'", shapes.Describe(type), word.Text, words.Select(candidate => candidate.Word!.Name));
        return null;
    }

    private object? BindList(Node node, Type element, MemberShape? member)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        if (node is ListNode items)
        {
            foreach (var item in items.Items)
            {
                if (Bind(item, element, member) is { } value)
                    list.Add(value);
            }
        }
        else if (!(member?.Meaning.AllowsNone == true && node is ScalarNode { Text: "none" }))
        {
            problems.Add(node.At, $"{node.Describe()} for '{member?.Key}'", shapes.Describe(typeof(IReadOnlyList<>).MakeGenericType(element), member));
            return null;
        }

        places.Set(list, node);
        return list;
    }

    private object? BindKeyed(Node node, Type element)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        if (node is not MapNode map)
        {
            problems.Add(node.At, node.Describe(), "a mapping from names");
            return null;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (BindRecord(value, shapes.Record(element), key.Text) is { } record)
                list.Add(record);
        }

        places.Set(list, node);
        return list;
    }

    private object? BindDictionary(Node node, Type type)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), type))!;
        if (node is not MapNode map)
        {
            problems.Add(node.At, node.Describe(), "a mapping from names");
            return null;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (Bind(value, type) is { } item)
                dictionary.Add(key.Text, item);
        }

        places.Set(dictionary, node);
        return dictionary;
    }

    private object? BindScalar(Node node, Type type, MemberShape? member)
    {
        var value = node is ScalarNode scalar ? Read(scalar, type, member) : null;
        if (value is null)
        {
            var words = type.IsEnum ? Shapes.Words(type) : member?.Words;
            var mend = type == typeof(string) && node is ScalarNode { IsText: false } plain ? $"; in quotes it is text: \"{plain.Text}\"" : "";
            problems.Add(node.At, $"{node.Describe()}{(member is null ? "" : $" for '{member.Key}'")}", shapes.Describe(type, member) + mend,
                (node as ScalarNode)?.Text, words);
        }

        return value;
    }

    private static object? Read(ScalarNode node, Type type, MemberShape? member)
    {
        if (type == typeof(string))
            return node.IsText && (member?.Words is null || member.Words.Contains(node.Text, StringComparer.Ordinal)) ? node.Text : null;
        if (type == typeof(bool))
            return node.Boolean;
        if (type == typeof(int))
            return node.IsNumber && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;
        if (type == typeof(double))
            return node.IsNumber && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (type == typeof(TimeSpan))
            return node.IsText ? Duration.Parse(node.Text) : null;
        if (type == typeof(ByteSize))
            return node.IsText ? ByteSize.Parse(node.Text) : null;
        if (!type.IsEnum)
            throw new InvalidOperationException($"the language has no values of type {type}");
        var index = Shapes.Words(type).ToList().IndexOf(node.Text);
        return index < 0 ? null : Enum.Parse(type, Enum.GetNames(type)[index]);
    }

    private string Keys(RecordShape shape)
    {
        var words = Words(shape);
        return words.Count == 0 ? "nothing: it has no keys" : "one of " + string.Join(", ", words);
    }

    /// <summary>All that may stand as a key of a record.</summary>
    private List<string> Words(RecordShape shape) =>
    [
        .. shape.Members.Select(member => member.Key),
        .. shape.Inline is null ? [] : shapes.Union(shape.Inline.PropertyType).Select(candidate => candidate.Word!.Name),
        .. shape.Type == typeof(Scenario) ? (string[])[Cases.ParametersKey, Cases.RowsKey] : [],
    ];
}
