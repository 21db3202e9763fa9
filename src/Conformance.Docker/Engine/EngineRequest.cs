using System.Text;

namespace Conformance.Docker;

/// <summary>An operation as an HTTP request, without the version prefix, which the connection adds.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Escaped path, such as <c>/containers/web/start</c>.</param>
public sealed record EngineRequest(string Method, string Path)
{
    /// <summary>Type of a body of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Type of a body that is an archive.</summary>
    public const string Archive = "application/x-tar";

    /// <summary>Escaped query without its question mark; empty for none.</summary>
    public string Query { get; init; } = "";

    /// <summary>JSON body in UTF-8, or an archive; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>What a body is. Default: JSON.</summary>
    public string BodyType { get; init; } = Json;

    /// <summary>Value of <c>X-Registry-Auth</c>; null for none.</summary>
    public string? RegistryAuth { get; init; }

    /// <summary>Path and query as they stand in the request line.</summary>
    public string PathAndQuery => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>The same with one more pair in its query; unchanged for a null value.</summary>
    public EngineRequest With(string key, string? value)
    {
        if (value is null)
            return this;
        var query = new StringBuilder(Query);
        if (query.Length > 0)
            query.Append('&');
        query.Append(key).Append('=').Append(Uri.EscapeDataString(value));
        return this with { Query = query.ToString() };
    }

    /// <summary>The same with <c>KEY=1</c> if wanted; Docker's clients leave a false one out.</summary>
    public EngineRequest With(string key, bool isWanted) => isWanted ? With(key, "1") : this;
}
