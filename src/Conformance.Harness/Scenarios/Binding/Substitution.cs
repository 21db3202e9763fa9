using System.Text;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// Puts the values of one case in place of <c>${name}</c>: any value where the whole scalar is that, text inside a scalar.
/// <c>$${</c> stands for <c>${</c>, which shells use too.
/// </summary>
internal sealed class Substitution(IReadOnlyDictionary<string, Node> values, Problems problems)
{
    /// <summary>Names that were used.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>The node with values in place.</summary>
    public Node Apply(Node node) => node switch
    {
        ScalarNode scalar => Scalar(scalar),
        ListNode list => list with { Items = [.. list.Items.Select(Apply)] },
        MapNode map => map with { Entries = [.. map.Entries.Select(entry => KeyValuePair.Create(Text(entry.Key), Apply(entry.Value)))] },
        _ => node,
    };

    private Node Scalar(ScalarNode scalar)
    {
        var text = scalar.Text;
        if (text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1)
            return Find(text[2..^1], scalar.At) ?? scalar;
        return Text(scalar);
    }

    private ScalarNode Text(ScalarNode scalar)
    {
        var text = scalar.Text;
        if (!text.Contains("${", StringComparison.Ordinal))
            return scalar;
        var result = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (string.CompareOrdinal(text, index, "$${", 0, 3) == 0)
            {
                result.Append("${");
                index += 2;
            }
            else if (string.CompareOrdinal(text, index, "${", 0, 2) == 0)
            {
                var end = text.IndexOf('}', index);
                if (end < 0)
                {
                    problems.Add(scalar.At, "'${' without its '}'", "${name} for a parameter, or $${ for these two characters");
                    break;
                }

                if (Find(text[(index + 2)..end], scalar.At) is ScalarNode value)
                    result.Append(value.Text);
                else if (values.ContainsKey(text[(index + 2)..end]))
                    problems.Add(scalar.At, $"the parameter '{text[(index + 2)..end]}' inside a text is {values[text[(index + 2)..end]].Describe()}", "a text or number");
                index = end;
            }
            else
            {
                result.Append(text[index]);
            }
        }

        return scalar with { Text = result.ToString(), IsPlain = false };
    }

    private Node? Find(string name, Position at)
    {
        if (values.TryGetValue(name, out var value))
        {
            Used.Add(name);
            return value;
        }

        problems.Add(at, $"unknown parameter '${{{name}}}'",
            (values.Count == 0 ? "no parameter here" : "one of " + string.Join(", ", values.Keys)) + "; a shell's own ${ is written $${", name, values.Keys);
        return null;
    }
}
