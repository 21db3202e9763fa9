using System.Globalization;

namespace Conformance.Harness.Scenarios;

/// <summary>How YAML 1.2 (core schema) reads scalars without quotes, and how values of the language are written.</summary>
internal static class Scalars
{
    private const int ShownMax = 60;

    /// <summary>Integers and decimals, also with an exponent, octal and hexadecimal.</summary>
    public static bool IsNumber(string text)
    {
        if (text.Length == 0 || text is ".inf" or "-.inf" or "+.inf" or ".nan")
            return text.Length > 0;
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return text.Length > 2 && text.AsSpan(2).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;
        if (text.StartsWith("0o", StringComparison.Ordinal))
            return text.Length > 2 && text.AsSpan(2).IndexOfAnyExcept("01234567") < 0;
        return text.AsSpan().IndexOfAny("0123456789") >= 0
            && text.AsSpan().IndexOfAnyExcept("0123456789+-.eE") < 0
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }

    /// <summary>For a message: one line, not too long.</summary>
    public static string Shorten(string text)
    {
        var line = text.Replace("\n", "\\n", StringComparison.Ordinal);
        return line.Length <= ShownMax ? line : line[..ShownMax] + "...";
    }

    /// <summary><c>StopGrace</c> is <c>stop-grace</c>.</summary>
    public static string Kebab(string name)
    {
        var text = new System.Text.StringBuilder();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
