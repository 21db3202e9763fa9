using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary>Numbers of <c>$((...))</c>: decimal, <c>0x</c>, <c>0</c> for octal, <c>BASE#</c>.</summary>
internal static class ArithmeticNumber
{
    /// <summary>Reads one and moves behind it; 0 for one that is too large; null when more letters or digits follow.</summary>
    public static long? Read(ReadOnlySpan<char> text, ref int position)
    {
        var start = position;
        var radix = 10;
        if (text[start] == '0')
        {
            radix = text[(start + 1)..] is ['x' or 'X', var digit, ..] && char.IsAsciiHexDigit(digit) ? 16 : 8;
            position += radix == 16 ? 2 : 1;
        }
        else
        {
            var hash = text[start..].IndexOf('#');
            if (hash is 1 or 2 && int.TryParse(text.Slice(start, hash), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 1 and <= 36)
                (radix, position) = (given, start + hash + 1);
        }

        UInt128 value = 0;
        for (; position < text.Length && Digit(text[position]) is { } digit && digit < radix; position++)
            value = UInt128.Min(value * (uint)radix + (uint)digit, UInt128.MaxValue >> 8);
        if (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
            return null;
        return value > ulong.MaxValue ? 0 : unchecked((long)(ulong)value);
    }

    private static int? Digit(char letter) => letter switch
    {
        >= '0' and <= '9' => letter - '0',
        >= 'a' and <= 'z' => letter - 'a' + 10,
        >= 'A' and <= 'Z' => letter - 'A' + 10,
        _ => null,
    };
}
