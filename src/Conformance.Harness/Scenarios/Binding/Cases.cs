namespace Conformance.Harness.Scenarios;

/// <summary>One case of a file.</summary>
/// <param name="Text">What tells it apart: <c>edge=create-sent state=lost</c>, or its own label.</param>
/// <param name="Values">Values of its parameters.</param>
internal sealed record ScenarioCase(string Text, IReadOnlyDictionary<string, Node> Values);

/// <summary>Reads <c>parameters</c> (every combination) and <c>cases</c> (rows); with both, each row with every combination.</summary>
internal static class Cases
{
    /// <summary>Key of the values that each row and combination takes.</summary>
    public const string ParametersKey = "parameters";

    /// <summary>Key of the rows.</summary>
    public const string RowsKey = "cases";

    private const string LabelKey = "case";

    /// <summary>All cases; one without a text for a file without parameters.</summary>
    public static IReadOnlyList<ScenarioCase> Of(MapNode file, Problems problems)
    {
        var cases = file.Find(RowsKey) is { } rows ? Rows(rows, problems) : [new ScenarioCase("", new Dictionary<string, Node>(StringComparer.Ordinal))];
        if (file.Find(ParametersKey) is not { } parameters)
            return cases;
        if (parameters is not MapNode { Entries.Count: > 0 } map)
        {
            problems.Add(parameters.At, $"{parameters.Describe()} for '{ParametersKey}'", "a mapping from names to lists of values");
            return cases;
        }

        foreach (var (name, values) in map.Entries)
            cases = [.. cases.SelectMany(one => Options(name, values, problems), (one, option) => With(one, name, option, problems))];
        return cases;
    }

    private static List<ScenarioCase> Rows(Node rows, Problems problems)
    {
        var cases = new List<ScenarioCase>();
        foreach (var row in rows is ListNode { Items.Count: > 0 } list ? list.Items : [rows])
        {
            if (row is not MapNode map || rows is not ListNode)
            {
                problems.Add(row.At, $"{row.Describe()} for '{RowsKey}'", "a list of mappings from names to values");
                continue;
            }

            var values = new Dictionary<string, Node>(StringComparer.Ordinal);
            foreach (var (key, value) in map.Entries.Where(entry => entry.Key.Text != LabelKey))
                values[key.Text] = Plain(value, problems);
            var text = (map.Find(LabelKey) as ScalarNode)?.Text ?? string.Join(' ', values.Select(value => $"{value.Key}={Flow(value.Value)}"));
            if (cases.Any(other => other.Text == text))
                problems.Add(row.At, $"a second case '{text}'", "cases that differ; 'case:' gives one a name");
            cases.Add(new ScenarioCase(text, values));
        }

        return cases;
    }

    /// <summary>The values of a parameter with their labels: a list, or a mapping from labels.</summary>
    private static List<(string Label, Node Value)> Options(ScalarNode name, Node values, Problems problems)
    {
        if (values is ListNode { Items.Count: > 0 } list)
            return [.. list.Items.Select(item => (Flow(item), Plain(item, problems)))];
        if (values is MapNode { Entries.Count: > 0 } map)
            return [.. map.Entries.Select(entry => (entry.Key.Text, Plain(entry.Value, problems)))];
        problems.Add(values.At, $"{values.Describe()} for the parameter '{name.Text}'", "a list of values, or a mapping from labels to values");
        return [];
    }

    private static ScenarioCase With(ScenarioCase one, ScalarNode name, (string Label, Node Value) option, Problems problems)
    {
        var values = new Dictionary<string, Node>(one.Values, StringComparer.Ordinal);
        if (!values.TryAdd(name.Text, option.Value))
            problems.Add(name.At, $"the parameter '{name.Text}' stands in the cases too", "each name once");
        return new ScenarioCase($"{one.Text} {name.Text}={option.Label}".Trim(), values);
    }

    private static Node Plain(Node value, Problems problems) =>
        new Substitution(new Dictionary<string, Node>(StringComparer.Ordinal), problems).Apply(value);

    private static string Flow(Node node) => node switch
    {
        ScalarNode { IsNull: true } => "none",
        ScalarNode { Text: "" } => "\"\"",
        ScalarNode scalar => scalar.Text,
        ListNode list => "[" + string.Join(", ", list.Items.Select(Flow)) + "]",
        MapNode map => "{" + string.Join(", ", map.Entries.Select(entry => $"{entry.Key.Text}: {Flow(entry.Value)}")) + "}",
        _ => "",
    };
}
