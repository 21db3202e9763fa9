namespace Conformance.FakeDocker;

/// <summary>A word before expansion.</summary>
internal sealed class ShellWord(IReadOnlyList<WordPart> parts)
{
    /// <summary>No parts at all.</summary>
    public static ShellWord Empty { get; } = new([]);

    /// <summary>Its parts, joined without space.</summary>
    public IReadOnlyList<WordPart> Parts { get; } = parts;

    /// <summary>The text, when it is one unquoted literal (a reserved word is one); else null.</summary>
    public string? Plain { get; } = parts is [LiteralPart { IsQuoted: false } literal] ? literal.Text : null;

    /// <summary>The text when it needs no expansion of any kind; else null. It saves the expander most of its work.</summary>
    public string? Fixed { get; } = FindFixed(parts);

    private static string? FindFixed(IReadOnlyList<WordPart> parts)
    {
        if (parts.Count == 0)
            return null;
        foreach (var part in parts)
        {
            if (part is not LiteralPart literal || (!literal.IsQuoted && (literal.Text.AsSpan().IndexOfAny("*?[") >= 0 || literal.Text.StartsWith('~'))))
                return null;
        }

        return parts.Count == 1 ? ((LiteralPart)parts[0]).Text : string.Concat(parts.Select(part => ((LiteralPart)part).Text));
    }
}

/// <summary>A piece of a word.</summary>
internal abstract record WordPart(bool IsQuoted);

/// <summary>Text; quoted text is neither split nor a pattern.</summary>
internal sealed record LiteralPart(string Text, bool IsQuoted) : WordPart(IsQuoted);

/// <summary><c>$name</c>, <c>${name}</c>, <c>${name:-word}</c>, <c>${#name}</c>, ...</summary>
/// <param name="Name">Variable, digits, or one of <c>@*#?-$!</c>.</param>
/// <param name="Operator">Empty, <see cref="Length"/>, <see cref="Bad"/>, or one of <c>- = ? + # ## % %%</c>.</param>
/// <param name="HasColon">An empty value counts as unset.</param>
/// <param name="Operand">The word after the operator.</param>
/// <param name="IsQuoted">In double quotes.</param>
internal sealed record ParameterPart(string Name, string Operator, bool HasColon, ShellWord Operand, bool IsQuoted) : WordPart(IsQuoted)
{
    /// <summary>The operator that stands in front: <c>${#name}</c>.</summary>
    public const string Length = "length";

    /// <summary>In braces, but none of these.</summary>
    public const string Bad = "bad";
}

/// <summary><c>$(...)</c> and backticks; null for an empty one.</summary>
internal sealed record SubstitutionPart(ShellNode? Body, bool IsQuoted) : WordPart(IsQuoted);

/// <summary><c>$((...))</c>.</summary>
internal sealed record ArithmeticPart(ShellWord Expression, bool IsQuoted) : WordPart(IsQuoted);
