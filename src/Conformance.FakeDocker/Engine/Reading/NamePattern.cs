using System.Text.RegularExpressions;

namespace Conformance.FakeDocker;

/// <summary>
/// A filter on names: a regular expression, searched in the name with and without its slash. Plain words, anchored or not, which
/// is what containerizers send, are compared without the expression engine.
/// </summary>
internal sealed class NamePattern
{
    private readonly string plain;
    private readonly bool fromStart;
    private readonly bool toEnd;
    private readonly Regex? expression;

    /// <summary>Throws 500 for text that is no regular expression.</summary>
    public NamePattern(string text)
    {
        plain = text;
        fromStart = plain.StartsWith('^');
        plain = fromStart ? plain[1..] : plain;
        toEnd = plain.EndsWith('$');
        plain = toEnd ? plain[..^1] : plain;
        if (!plain.AsSpan().ContainsAny(@".*+?()[]{}|\^$"))
            return;
        try
        {
            expression = new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw EngineErrors.Internal($"error parsing regexp: {text}");
        }
    }

    /// <summary>Whether a name, without slash, matches.</summary>
    public bool IsMatch(string name)
    {
        if (expression is not null)
            return expression.IsMatch(name) || expression.IsMatch("/" + name);
        return Matches(name) || Matches("/" + name);
    }

    private bool Matches(string text) => (fromStart, toEnd) switch
    {
        (true, true) => text == plain,
        (true, false) => text.StartsWith(plain, StringComparison.Ordinal),
        (false, true) => text.EndsWith(plain, StringComparison.Ordinal),
        _ => text.Contains(plain, StringComparison.Ordinal),
    };
}
