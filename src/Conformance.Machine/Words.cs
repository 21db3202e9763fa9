namespace Conformance.Machine;

/// <summary>
/// The word by which a scenario file names a record (a step, a fault action, ...), with the sentence that the schema and the
/// help print. The scenario reader finds records by this attribute, so that adding one is adding one file.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WordAttribute(string name, string sentence) : Attribute
{
    /// <summary>Lower-case words joined by hyphens.</summary>
    public string Name { get; } = name;

    /// <summary>What it means, one sentence.</summary>
    public string Sentence { get; } = sentence;
}

/// <summary>What a member of such a record means; its key is the member's name in lower case with hyphens.</summary>
/// <param name="sentence">One sentence with unit and default.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MeaningAttribute(string sentence) : Attribute
{
    /// <summary>One sentence with unit and default.</summary>
    public string Sentence { get; } = sentence;

    /// <summary>A scalar (or list) in place of the mapping means this member: <c>destroy: web</c>.</summary>
    public bool IsShorthand { get; init; }

    /// <summary>The scalar <c>none</c> means the empty list.</summary>
    public bool AllowsNone { get; init; }

    /// <summary>The words that a text may be, joined by blanks; null for any text.</summary>
    public string? OneOf { get; init; }

    /// <summary>The key, where it is not the member's name in lower case with hyphens.</summary>
    public string? Key { get; init; }
}
