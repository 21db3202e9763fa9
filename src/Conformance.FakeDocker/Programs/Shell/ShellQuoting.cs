namespace Conformance.FakeDocker;

/// <summary>Writes words so that a shell reads them back.</summary>
internal static class ShellQuoting
{
    /// <summary>In single quotes where needed, as <c>set -x</c> prints.</summary>
    public static string Quote(string word)
    {
        if (word.Length > 0 && word.AsSpan().IndexOfAny(" \t\n'\"\\$`;&|<>()*?[]#~=!{}") < 0)
            return word;
        return Always(word);
    }

    /// <summary>In single quotes always, as trap and export print.</summary>
    public static string Always(string word) => "'" + word.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'";
}
