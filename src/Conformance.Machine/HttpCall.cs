namespace Conformance.Machine;

/// <summary>A request with everything that belongs to it.</summary>
/// <param name="Method">Such as <c>POST</c>.</param>
/// <param name="Address"><c>127.0.0.1:PORT</c>.</param>
/// <param name="Path">From the first slash on, with the query.</param>
public sealed record HttpCall(string Method, string Address, string Path)
{
    /// <summary>Headers; names are compared without case. Host and Content-Length are made by whoever sends.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The first header of that name; null if there is none.</summary>
    public string? Header(string name) => HttpHeaders.Find(Headers, name);
}

/// <summary>An answer with everything that belongs to it.</summary>
/// <param name="Status">Such as 200.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record HttpAnswer(int Status, ReadOnlyMemory<byte> Body = default)
{
    /// <summary>Headers; names are compared without case.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The first header of that name; null if there is none.</summary>
    public string? Header(string name) => HttpHeaders.Find(Headers, name);
}

/// <summary>Finds headers.</summary>
internal static class HttpHeaders
{
    /// <summary>The first of that name, without regard to case; null if there is none.</summary>
    public static string? Find(IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        foreach (var (key, value) in headers)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }
}
