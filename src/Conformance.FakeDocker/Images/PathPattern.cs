namespace Conformance.FakeDocker;

/// <summary>Patterns as Go's <c>path.Match</c> has them: <c>*</c> and <c>?</c> stand for anything but a slash.</summary>
internal static class PathPattern
{
    /// <summary>Whether the whole text matches.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
                return IsMatchOfStar(pattern[1..], text);
            if (text.IsEmpty || (pattern[0] == '?' ? text[0] == '/' : text[0] != pattern[0]))
                return false;
            pattern = pattern[1..];
            text = text[1..];
        }

        return text.IsEmpty;
    }

    private static bool IsMatchOfStar(ReadOnlySpan<char> rest, ReadOnlySpan<char> text)
    {
        for (var skipped = 0; skipped <= text.Length; skipped++)
        {
            if (IsMatch(rest, text[skipped..]))
                return true;
            if (skipped < text.Length && text[skipped] == '/')
                return false;
        }

        return false;
    }
}
