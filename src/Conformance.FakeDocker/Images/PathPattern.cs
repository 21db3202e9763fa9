namespace Conformance.FakeDocker;

/// <summary>
/// Patterns as Go's <c>path.Match</c> has them: <c>*</c> and <c>?</c> stand for anything but a slash, <c>[a-z]</c> and <c>[^a-z]</c> for one
/// of some, a backslash for the letter behind it.
/// </summary>
internal static class PathPattern
{
    /// <summary>Whether the whole text matches. Throws the daemon's 500 for a pattern that is none.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        Check(pattern);
        return Matches(pattern, text);
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
                return MatchesStar(pattern[1..], text);
            if (text.IsEmpty || !MatchesOne(ref pattern, text[0]))
                return false;
            text = text[1..];
        }

        return text.IsEmpty;
    }

    private static bool MatchesStar(ReadOnlySpan<char> rest, ReadOnlySpan<char> text)
    {
        for (var skipped = 0; skipped <= text.Length; skipped++)
        {
            if (Matches(rest, text[skipped..]))
                return true;
            if (skipped < text.Length && text[skipped] == '/')
                return false;
        }

        return false;
    }

    private static bool MatchesOne(ref ReadOnlySpan<char> pattern, char letter)
    {
        switch (pattern[0])
        {
            case '?':
                pattern = pattern[1..];
                return letter != '/';
            case '[':
                pattern = pattern[1..];
                return MatchesClass(ref pattern, letter);
            default:
                return Letter(ref pattern) == letter;
        }
    }

    private static bool MatchesClass(ref ReadOnlySpan<char> pattern, char letter)
    {
        var isNegated = pattern is ['^', ..];
        if (isNegated)
            pattern = pattern[1..];
        var isIn = false;
        do
        {
            var first = LetterOfClass(ref pattern);
            var last = first;
            if (pattern is ['-', ..])
            {
                pattern = pattern[1..];
                last = LetterOfClass(ref pattern);
            }

            isIn |= first <= letter && letter <= last;
        }
        while (pattern is not [']', ..]);
        pattern = pattern[1..];
        return isIn != isNegated;
    }

    private static char LetterOfClass(ref ReadOnlySpan<char> pattern) => pattern is ['-' or ']', ..] ? throw Bad() : Letter(ref pattern);

    private static char Letter(ref ReadOnlySpan<char> pattern)
    {
        if (pattern is ['\\', ..])
            pattern = pattern[1..];
        if (pattern.IsEmpty)
            throw Bad();
        var letter = pattern[0];
        pattern = pattern[1..];
        return letter;
    }

    private static void Check(ReadOnlySpan<char> pattern)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
                pattern = pattern[1..];
            else
                MatchesOne(ref pattern, '\0');
        }
    }

    private static Docker.DockerException Bad() => EngineErrors.Internal("syntax error in pattern");
}
