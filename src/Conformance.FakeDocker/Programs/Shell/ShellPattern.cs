namespace Conformance.FakeDocker;

/// <summary>
/// Patterns with <c>* ? [...]</c>. In a pattern text a backslash makes the next character ordinary: quoted parts of a word
/// arrive with one before each character that would mean something.
/// </summary>
internal static class ShellPattern
{
    /// <summary>Makes a text match only itself.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(@"*?[\") < 0)
            return text;
        return text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("*", @"\*", StringComparison.Ordinal)
            .Replace("?", @"\?", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
    }

    /// <summary>Whether a pattern has anything that is not ordinary.</summary>
    public static bool HasMagic(string pattern)
    {
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] == '\\')
                index++;
            else if (pattern[index] is '*' or '?' or '[')
                return true;
        }

        return false;
    }

    /// <summary>The text that a pattern without magic stands for.</summary>
    public static string Unescape(string pattern)
    {
        if (!pattern.Contains('\\'))
            return pattern;
        var result = new System.Text.StringBuilder();
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] == '\\' && index + 1 < pattern.Length)
                index++;
            result.Append(pattern[index]);
        }

        return result.ToString();
    }

    /// <summary>Whether the whole text matches.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            switch (pattern[0])
            {
                case '*':
                    pattern = pattern[1..];
                    for (var skip = 0; skip <= text.Length; skip++)
                    {
                        if (Matches(pattern, text[skip..]))
                            return true;
                    }

                    return false;
                case '?':
                    if (text.IsEmpty)
                        return false;
                    pattern = pattern[1..];
                    break;
                case '[' when ClassEnd(pattern) is var end and > 0:
                    if (text.IsEmpty || !InClass(pattern[1..end], text[0]))
                        return false;
                    pattern = pattern[(end + 1)..];
                    break;
                default:
                    if (pattern[0] == '\\' && pattern.Length > 1)
                        pattern = pattern[1..];
                    if (text.IsEmpty || text[0] != pattern[0])
                        return false;
                    pattern = pattern[1..];
                    break;
            }

            text = text[1..];
        }

        return text.IsEmpty;
    }

    /// <summary><c>${text#pattern}</c> and <c>##</c>.</summary>
    public static string RemovePrefix(string text, string pattern, bool longest)
    {
        for (var step = 0; step <= text.Length; step++)
        {
            var length = longest ? text.Length - step : step;
            if (Matches(pattern, text.AsSpan(0, length)))
                return text[length..];
        }

        return text;
    }

    /// <summary><c>${text%pattern}</c> and <c>%%</c>.</summary>
    public static string RemoveSuffix(string text, string pattern, bool longest)
    {
        for (var step = 0; step <= text.Length; step++)
        {
            var start = longest ? step : text.Length - step;
            if (Matches(pattern, text.AsSpan(start)))
                return text[..start];
        }

        return text;
    }

    private static int ClassEnd(ReadOnlySpan<char> pattern)
    {
        var index = 1;
        if (index < pattern.Length && pattern[index] is '!' or '^')
            index++;
        if (index < pattern.Length && pattern[index] == ']')
            index++;
        for (; index < pattern.Length; index++)
        {
            if (pattern[index] == '[' && index + 1 < pattern.Length && pattern[index + 1] == ':')
            {
                var close = pattern[index..].IndexOf(":]");
                if (close > 0)
                    index += close + 1;
            }
            else if (pattern[index] == ']')
            {
                return index;
            }
        }

        return -1;
    }

    private static bool InClass(ReadOnlySpan<char> members, char character)
    {
        var isNegated = members[0] is '!' or '^';
        if (isNegated)
            members = members[1..];
        var found = false;
        for (var index = 0; index < members.Length; index++)
        {
            if (members[index] == '[' && index + 1 < members.Length && members[index + 1] == ':' && members[index..].IndexOf(":]") is var close and > 0)
            {
                found |= IsOfKind(members.Slice(index + 2, close - 2), character);
                index += close + 1;
            }
            else if (index + 2 < members.Length && members[index + 1] == '-')
            {
                found |= character >= members[index] && character <= members[index + 2];
                index += 2;
            }
            else
            {
                if (members[index] == '\\' && index + 1 < members.Length)
                    index++;
                found |= members[index] == character;
            }
        }

        return found != isNegated;
    }

    private static bool IsOfKind(ReadOnlySpan<char> kind, char character) => kind switch
    {
        "alpha" => char.IsAsciiLetter(character),
        "digit" => char.IsAsciiDigit(character),
        "alnum" => char.IsAsciiLetterOrDigit(character),
        "upper" => char.IsAsciiLetterUpper(character),
        "lower" => char.IsAsciiLetterLower(character),
        "space" => character is ' ' or '\t' or '\n' or '\r' or '\v' or '\f',
        "xdigit" => char.IsAsciiHexDigit(character),
        "punct" => character is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(character),
        _ => false,
    };
}
