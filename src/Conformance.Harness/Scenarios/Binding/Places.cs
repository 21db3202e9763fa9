namespace Conformance.Harness.Scenarios;

/// <summary>Where in the file each record, list and mapping came from, for rules that look at finished records.</summary>
internal sealed class Places
{
    private readonly Dictionary<object, Node> nodes = new(ReferenceEqualityComparer.Instance);

    /// <summary>Notes where something came from.</summary>
    public void Set(object made, Node node) => nodes[made] = node;

    /// <summary>Where something stands.</summary>
    public Position Of(object made) => nodes.TryGetValue(made, out var node) ? node.At : default;

    /// <summary>Where the value of a key of a record stands; the record's place if the key is not given.</summary>
    public Position Of(object record, string key) =>
        nodes.TryGetValue(record, out var node) ? (node as MapNode)?.Find(key)?.At ?? node.At : default;

    /// <summary>Where a key of a mapping stands.</summary>
    public Position Key(object mapping, string key)
    {
        if (!nodes.TryGetValue(mapping, out var node))
            return default;
        foreach (var (name, _) in (node as MapNode)?.Entries ?? [])
        {
            if (string.Equals(name.Text, key, StringComparison.Ordinal))
                return name.At;
        }

        return node.At;
    }

    /// <summary>Where an item of a list stands; the list's place if it was written as one value.</summary>
    public Position Item(object list, int index) =>
        !nodes.TryGetValue(list, out var node) ? default : node is ListNode items ? items.Items[index].At : node.At;
}
