namespace Conformance.FakeDocker;

/// <summary>Recognises <c>name=value</c>.</summary>
internal static class ShellAssignments
{
    /// <summary>The assignment that a word is; null if it is none.</summary>
    public static Assignment? TryRead(ShellWord word)
    {
        if (word.Parts is not [LiteralPart { IsQuoted: false } first, ..])
            return null;
        var equals = first.Text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !ShellVariables.IsName(first.Text.AsSpan(0, equals)))
            return null;
        var rest = first.Text[(equals + 1)..];
        var parts = new List<WordPart>();
        if (rest.Length > 0)
            parts.Add(new LiteralPart(rest, false));
        parts.AddRange(word.Parts.Skip(1));
        return new Assignment(first.Text[..equals], new ShellWord(parts));
    }
}
