namespace Conformance.Docker;

/// <summary>Reading query strings as Go's <c>net/url</c> and Docker's handlers do.</summary>
public static class EngineQuery
{
    /// <summary>The first value of a key, unescaped; null if the key is missing, empty for <c>k=</c> and <c>k</c>.</summary>
    public static string? Value(ReadOnlySpan<char> query, string key)
    {
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            if (name.SequenceEqual(key) || (name.Contains('%') && Unescape(name) == key))
                return equals < 0 ? "" : Unescape(pair[(equals + 1)..]);
        }

        return null;
    }

    /// <summary>All values of a key, unescaped, in their order.</summary>
    public static IReadOnlyList<string> Values(ReadOnlySpan<char> query, string key)
    {
        List<string> values = [];
        foreach (var range in query.Split('&'))
        {
            if (Value(query[range], key) is { } value)
                values.Add(value);
        }

        return values;
    }

    /// <summary>A boolean: false is missing, empty, <c>0</c>, <c>no</c>, <c>false</c>, <c>none</c> in any case; all else is true.</summary>
    public static bool Flag(ReadOnlySpan<char> query, string key) => Value(query, key)?.Trim().ToLowerInvariant() is not
        (null or "" or "0" or "no" or "false" or "none");

    private static string Unescape(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
