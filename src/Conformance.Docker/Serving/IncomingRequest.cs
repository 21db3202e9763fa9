using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// A request as a daemon reads it, for the operation that it is of. What cannot be read is a <see cref="DockerException"/> with the
/// status and the words of a real daemon (20.10.24, measured).
/// </summary>
/// <param name="target">What stands for the star in the route's path, unescaped; empty for none.</param>
/// <param name="query">Escaped, without its question mark.</param>
/// <param name="body">The whole body.</param>
/// <param name="header">First value of a header by name; null if missing.</param>
/// <param name="input">What the client sends after it, for operations that leave HTTP; null for nothing.</param>
public sealed class IncomingRequest(string target, string query, ReadOnlyMemory<byte> body, Func<string, string?> header, EngineInput? input = null)
{
    private const int BadRequest = 400;
    private const int InternalError = 500;
    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>What is addressed, as the client wrote it.</summary>
    public string Target => target;

    /// <summary>The version of the API that the client speaks; null for the newest.</summary>
    public ApiVersion? Version { get; init; }

    /// <summary>The whole body.</summary>
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>What the client sends after the request; null for nothing.</summary>
    public EngineInput? Input => input;

    /// <summary>A header; null if missing.</summary>
    public string? Header(string name) => header(name);

    /// <summary>The first value of a key; null if the key is missing.</summary>
    public string? Text(string key) => EngineQuery.Value(query, key);

    /// <summary>All values of a key, in their order.</summary>
    public IReadOnlyList<string> Texts(string key) => EngineQuery.Values(query, key);

    /// <summary>The first value of a key; null if the key is missing or empty.</summary>
    public string? Word(string key) => Text(key) is { Length: > 0 } word ? word : null;

    /// <summary>A boolean, see <see cref="EngineQuery.Flag"/>.</summary>
    public bool Flag(string key) => EngineQuery.Flag(query, key);

    /// <summary>A whole number; null if missing or empty. Anything else is a 500 in Go's words.</summary>
    public int? Number(string key)
    {
        if (Word(key) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw DockerException.Answered(InternalError, $"strconv.Atoi: parsing \"{text}\": invalid syntax");
    }

    /// <summary>A whole number that must be there: 400 in Go's words if it is not.</summary>
    public int Demand(string key)
    {
        var text = Text(key) ?? "";
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw DockerException.Answered(BadRequest, $"strconv.Atoi: parsing \"{text}\": invalid syntax");
    }

    /// <summary>UNIX seconds with up to nine digits after the point; null if missing, empty or zero. Anything else is a 500.</summary>
    public Instant? Moment(string key)
    {
        if (Word(key) is not { } text)
            return null;
        var dot = text.IndexOf('.');
        var whole = dot < 0 ? text : text[..dot];
        var fraction = dot < 0 ? "" : text[(dot + 1)..];
        if (!long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            throw DockerException.Answered(InternalError, $"strconv.ParseInt: parsing \"{whole}\": invalid syntax");
        if (fraction.Length > 9 || fraction.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
            throw DockerException.Answered(InternalError, $"strconv.ParseInt: parsing \"{fraction}\": invalid syntax");
        var rest = fraction.Length == 0 ? 0 : int.Parse(fraction.PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        var moment = new Instant(seconds * 1_000_000_000 + rest);
        return moment.Nanoseconds == 0 ? null : moment;
    }

    /// <summary>Filters in either of the two forms that clients send; null for none.</summary>
    /// <param name="faultStatus">Status for what is no filter: 500, but for some calls.</param>
    /// <param name="faultPrefix">What those say first.</param>
    public EngineFilters? Filters(int faultStatus = InternalError, string faultPrefix = "") =>
        Word("filters") is { } text ? EngineFilters.Parse(text, faultStatus, faultPrefix) : null;

    /// <summary>A boolean that Go's own reader takes, false where it is missing; anything else is a 400 in its words.</summary>
    public bool StrictFlag(string key) => Word(key) switch
    {
        null or "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        var text => throw DockerException.Answered(BadRequest, $"invalid value for {key}: {text}: strconv.ParseBool: parsing \"{text}\": invalid syntax"),
    };

    /// <summary>
    /// The body's first value, as a value of the API; what follows it counts for nothing. 400 for a body that says it is something else,
    /// and Go's words for what is no JSON.
    /// </summary>
    /// <param name="type">What is wanted.</param>
    /// <param name="blamesClient">Whether a fault is a 400; some calls say 500.</param>
    public T Json<T>(JsonTypeInfo<T> type, bool blamesClient = true)
    {
        var said = header("Content-Type") ?? "";
        var media = said.Split(';')[0].Trim();
        if ((said.Length > 0 || !body.IsEmpty) && !media.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            throw DockerException.Answered(BadRequest, $"Content-Type specified ({said}) must be 'application/json'");
        var status = blamesClient ? BadRequest : InternalError;
        if (body.Span.Trim(Blanks).IsEmpty)
            throw DockerException.Answered(status, blamesClient ? "got EOF while reading request body" : "EOF");
        if (GoJsonSyntax.FaultOf(body.Span, out var end) is { } fault)
            throw DockerException.Answered(status, fault);
        var value = body.Span[..end];
        try
        {
            return JsonSerializer.Deserialize(value, type) ?? JsonSerializer.Deserialize("{}"u8, type)!;
        }
        catch (JsonException exception)
        {
            throw DockerException.Answered(status, GoJsonTypes.FaultOf(value, type, exception));
        }
    }
}
