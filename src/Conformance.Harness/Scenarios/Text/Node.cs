namespace Conformance.Harness.Scenarios;

/// <summary>A piece of YAML with its place.</summary>
internal abstract record Node(Position At)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Describe();
}

/// <summary>A scalar. A plain one (without quotes) may be a number, true, false or null; a quoted one is text.</summary>
internal sealed record ScalarNode(Position At, string Text, bool IsPlain) : Node(At)
{
    /// <summary>null, ~ or nothing, without quotes.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null";

    /// <summary>true or false, without quotes; null for neither.</summary>
    public bool? Boolean => !IsPlain ? null : Text switch { "true" => true, "false" => false, _ => null };

    /// <summary>Whether YAML reads it as a number.</summary>
    public bool IsNumber => IsPlain && Scalars.IsNumber(Text);

    /// <summary>Whether it is text for YAML.</summary>
    public bool IsText => !IsNull && Boolean is null && !IsNumber;

    /// <inheritdoc/>
    public override string Describe() =>
        IsNull ? "nothing" : Boolean is not null ? Text : IsNumber ? $"the number {Text}" : $"'{Scalars.Shorten(Text)}'";
}

/// <summary>A list.</summary>
internal sealed record ListNode(Position At, IReadOnlyList<Node> Items) : Node(At)
{
    /// <inheritdoc/>
    public override string Describe() => "a list";
}

/// <summary>A mapping, in file order, without duplicate keys.</summary>
internal sealed record MapNode(Position At, IReadOnlyList<KeyValuePair<ScalarNode, Node>> Entries) : Node(At)
{
    /// <summary>The value of a key; null if it is not there.</summary>
    public Node? Find(string key)
    {
        foreach (var (name, value) in Entries)
        {
            if (string.Equals(name.Text, key, StringComparison.Ordinal))
                return value;
        }

        return null;
    }

    /// <inheritdoc/>
    public override string Describe() => "a mapping";
}
