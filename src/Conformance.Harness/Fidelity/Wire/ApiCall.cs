using Conformance.Docker;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// A request of the Engine API as a sequence holds it. In its path and body <c>@name@</c> stands for the id that an earlier answer had
/// (<see cref="Keeps"/>), <c>@name:12@</c> for as many of its first digits, <c>@start@</c> and <c>@now@</c> for the time when the
/// sequence began and for the present one.
/// </summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">With its query; the sequence's version comes before it, unless it has one of its own.</param>
/// <param name="Body">JSON as text, or nothing.</param>
public sealed record ApiCall(string Method, string Path, string? Body = null)
{
    /// <summary>Bytes of an archive instead of a body. Default: none.</summary>
    public byte[]? Archive { get; init; }

    /// <summary>One more header, as <c>Name: value</c>. Default: none.</summary>
    public string? Header { get; init; }

    /// <summary>What its answer must say: it is asked again and again until then, and none of these answers is compared. Default: nothing.</summary>
    public string? Until { get; init; }

    /// <summary>Whether it asks for the connection itself (attach, exec). Default: false.</summary>
    public bool IsHijacking { get; init; }

    /// <summary>What is typed into a hijacked connection, which is then closed in this direction. Default: nothing is, it stays open.</summary>
    public string? Input { get; init; }

    /// <summary>The name under which the <c>Id</c> of its answer is kept for later requests. Default: none.</summary>
    public string? Keeps { get; init; }

    /// <summary>Which of the client's kept connections carries it. Default: the first.</summary>
    public int Connection { get; init; }

    /// <summary>A <c>GET</c>.</summary>
    public static ApiCall Get(string path) => new("GET", path);

    /// <summary>A <c>POST</c>.</summary>
    public static ApiCall Post(string path, string? body = null) => new("POST", path, body);

    /// <summary>A <c>DELETE</c>.</summary>
    public static ApiCall Delete(string path) => new("DELETE", path);

    /// <summary>The filter as a query has it.</summary>
    public static string Filters(string json) => "filters=" + Uri.EscapeDataString(json);

    /// <summary>Name of an operation that is none of those that the fake daemon does.</summary>
    public const string NoOperation = "none of the API";

    /// <summary>The operation that it asks for, such as <c>container.start</c>.</summary>
    public string Operation => EngineRoutes.Identify(Method, Path)?.Operation ?? NoOperation;

    /// <summary>Its path without query, for whoever tells calls apart.</summary>
    public string Route => Path.Split('?')[0];

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}{(Body is null ? "" : " " + Body)}";
}
