namespace Conformance.Harness.Checks;

/// <summary>Patterns of expectations: <c>*</c> stands for any text, also none; everything else for itself.</summary>
internal static class Glob
{
    /// <summary>Whether the whole text has the pattern.</summary>
    public static bool Matches(string pattern, string text)
    {
        var (patternAt, textAt, starAt, resumeAt) = (0, 0, -1, 0);
        while (textAt < text.Length)
        {
            if (patternAt < pattern.Length && pattern[patternAt] == '*')
            {
                (starAt, resumeAt) = (patternAt, textAt);
                patternAt++;
            }
            else if (patternAt < pattern.Length && pattern[patternAt] == text[textAt])
            {
                patternAt++;
                textAt++;
            }
            else if (starAt >= 0)
            {
                patternAt = starAt + 1;
                textAt = ++resumeAt;
            }
            else
            {
                return false;
            }
        }

        while (patternAt < pattern.Length && pattern[patternAt] == '*')
            patternAt++;
        return patternAt == pattern.Length;
    }
}
