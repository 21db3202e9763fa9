using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Exploration;

/// <summary>Trees of a scenario file with something left out or made plainer, the greatest changes first.</summary>
internal static class Reductions
{
    /// <summary>The plainest command that ends by itself.</summary>
    public const string Ending = "exit 0";

    private const string PlainDuration = "1s";
    private static readonly string[] Head = ["scenario", "requirements", "source"];
    private static readonly string[] Lists = ["steps", "faults"];
    private static readonly string[] FreeTexts = ["message", "error", "pull-error", "fails"];
    private static readonly string[] PlainValues = [Ending, "sleep 100000"];

    /// <summary>All of them. Many are no scenarios any more; reading tells.</summary>
    public static IEnumerable<MapNode> Of(MapNode root, Scenario scenario) =>
    [
        .. Containers(scenario).Select(name => (MapNode)Without(root, name)!),
        .. Lists.SelectMany(key => Chunks(root, key)),
        .. Parts(root).Cast<MapNode>(),
        .. Containers(scenario).SelectMany((name, index) => Renamed(root, name, index)),
    ];

    private static IEnumerable<string> Containers(Scenario scenario) => scenario.Steps.OfType<LaunchStep>().Select(step => step.Container);

    /// <summary>The tree without all that names a container.</summary>
    private static Node? Without(Node node, string name) => node switch
    {
        ScalarNode scalar when scalar.Text == Escaped(name) => null,
        ListNode list => list with { Items = [.. list.Items.Where(item => !Names(item, name))] },
        MapNode map => map with { Entries = [.. Kept(map, name)] },
        _ => node,
    };

    private static IEnumerable<KeyValuePair<ScalarNode, Node>> Kept(MapNode map, string name)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (key.Text != Escaped(name) && Without(value, name) is { } kept)
                yield return new(key, kept);
        }
    }

    private static bool Names(Node node, string name) => node switch
    {
        ScalarNode scalar => scalar.Text == Escaped(name),
        ListNode list => list.Items.Any(item => Names(item, name)),
        MapNode map => map.Entries.Any(entry => entry.Key.Text == Escaped(name) || Names(entry.Value, name)),
        _ => false,
    };

    /// <summary>Without half of a list, a quarter, ... down to pairs; single items are parts like any other.</summary>
    private static IEnumerable<MapNode> Chunks(MapNode root, string key)
    {
        if (root.Find(key) is not ListNode list)
            yield break;
        for (var length = list.Items.Count / 2; length >= 2; length /= 2)
        {
            for (var start = 0; start < list.Items.Count; start += length)
                yield return With(root, key, list with { Items = [.. list.Items.Where((_, index) => index < start || index >= start + length)] });
        }
    }

    /// <summary>The node with one entry or item less or plainer, anywhere in it.</summary>
    private static IEnumerable<Node> Parts(Node node, string key = "")
    {
        if (node is ListNode list)
        {
            for (var index = 0; index < list.Items.Count; index++)
                yield return list with { Items = [.. list.Items.Where((_, other) => other != index)] };
            for (var index = 0; index < list.Items.Count; index++)
            {
                foreach (var part in Parts(list.Items[index]))
                    yield return list with { Items = [.. list.Items.Select((item, other) => other == index ? part : item)] };
            }
        }

        foreach (var (name, value) in node is MapNode map ? map.Entries : [])
        {
            if (Head.Contains(name.Text, StringComparer.Ordinal))
                continue;
            yield return (MapNode)node with { Entries = [.. ((MapNode)node).Entries.Where(entry => entry.Key != name)] };
            foreach (var part in Parts(value, name.Text))
                yield return With((MapNode)node, name.Text, part);
        }

        if (node is ScalarNode scalar)
        {
            foreach (var text in Plainer(scalar, key))
                yield return scalar with { Text = text };
        }
    }

    private static IEnumerable<string> Plainer(ScalarNode scalar, string key)
    {
        if (key == "value" && !PlainValues.Contains(scalar.Text, StringComparer.Ordinal))
            return PlainValues;
        if (!scalar.IsPlain && Duration.Parse(scalar.Text) is { } span)
            return span == TimeSpan.FromSeconds(1) ? [] : Rounder(span);
        if (scalar.IsPlain && scalar.IsNumber && scalar.Text is not ("0" or "1"))
            return ["1"];
        return FreeTexts.Contains(key, StringComparer.Ordinal) && scalar.Text != "no" ? ["no"] : [];
    }

    /// <summary>Durations that a person would rather read.</summary>
    private static IEnumerable<string> Rounder(TimeSpan span)
    {
        yield return PlainDuration;
        foreach (var seconds in (int[])[3600, 600, 60, 10])
        {
            var round = TimeSpan.FromSeconds(seconds);
            if (round < span)
                yield return Duration.Format(round);
        }
    }

    private static IEnumerable<MapNode> Renamed(MapNode root, string name, int index)
    {
        var plain = ((char)('a' + index % 26)).ToString();
        if (name.Length > 1 && !Names(root, plain))
            yield return (MapNode)Renamed(root, Escaped(name), plain);
    }

    private static Node Renamed(Node node, string name, string plain) => node switch
    {
        ScalarNode scalar => Renamed(scalar, name, plain),
        ListNode list => list with { Items = [.. list.Items.Select(item => Renamed(item, name, plain))] },
        MapNode map => map with { Entries = [.. map.Entries.Select(entry => KeyValuePair.Create(Renamed(entry.Key, name, plain), Renamed(entry.Value, name, plain)))] },
        _ => node,
    };

    private static ScalarNode Renamed(ScalarNode scalar, string name, string plain) => scalar.Text == name ? scalar with { Text = plain } : scalar;

    private static MapNode With(MapNode map, string key, Node value) =>
        map with { Entries = [.. map.Entries.Select(entry => entry.Key.Text == key ? new(entry.Key, value) : entry)] };

    /// <summary>As the tree holds it: what looks like a parameter stands there in its escape.</summary>
    private static string Escaped(string name) => name.Replace("${", "$${", StringComparison.Ordinal);
}
