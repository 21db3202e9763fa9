using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Backslash sequences of echo -e, printf and <c>$'...'</c>.</summary>
internal static class ShellEscapes
{
    /// <summary>Who decodes: they differ in how octal numbers look and in the quotes.</summary>
    internal enum Dialect
    {
        /// <summary>echo -e and %b: <c>\0NNN</c>, <c>\c</c> ends all output.</summary>
        Echo,

        /// <summary>The format of printf: <c>\NNN</c>, <c>\c</c> ends all output.</summary>
        Printf,

        /// <summary><c>$'...'</c>: <c>\NNN</c>, quotes.</summary>
        DollarQuote,
    }

    /// <summary>Decodes a text; <paramref name="stops"/> when <c>\c</c> was met.</summary>
    public static string Decode(string text, Dialect dialect, out bool stops)
    {
        stops = false;
        if (!text.Contains('\\'))
            return text;
        var result = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 >= text.Length)
            {
                result.Append(text[index]);
                continue;
            }

            var next = text[++index];
            switch (next)
            {
                case 'c' when dialect != Dialect.DollarQuote:
                    stops = true;
                    return result.ToString();
                case '\'' or '"' when dialect == Dialect.DollarQuote:
                    result.Append(next);
                    break;
                case 'x' when index + 1 < text.Length && char.IsAsciiHexDigit(text[index + 1]):
                    result.Append((char)Digits(text, ref index, 2, 16));
                    break;
                case >= '0' and <= '7':
                    if (dialect != Dialect.Echo || next != '0')
                        index--;
                    result.Append((char)(Digits(text, ref index, 3, 8) & 255));
                    break;
                default:
                    if (Simple(next) is { } simple)
                        result.Append(simple);
                    else
                        result.Append('\\').Append(next);
                    break;
            }
        }

        return result.ToString();
    }

    private static char? Simple(char letter) => letter switch
    {
        'a' => '\a',
        'b' => '\b',
        'e' => '\e',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' => '\\',
        _ => null,
    };

    private static int Digits(string text, ref int index, int limit, int radix)
    {
        var value = 0;
        for (var count = 0; count < limit && index + 1 < text.Length; count++, index++)
        {
            if (!int.TryParse(text.AsSpan(index + 1, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var digit) || digit >= radix)
                break;
            value = value * radix + digit;
        }

        return value;
    }
}
