using System.Globalization;
using System.Text.Json.Nodes;

namespace Conformance.Harness.Fidelity;

/// <summary>An answer as it is compared: status, the headers that matter, the body, how it ended.</summary>
internal static class NormalAnswer
{
    // Not those that say how a body is framed, nor when it was sent.
    private static readonly string[] HeadersThatMatter =
    [
        "content-type", "api-version", "docker-experimental", "ostype", "server", "cache-control", "pragma", "location", "upgrade",
    ];

    /// <summary>Every exchange of a transcript, normal; those that were sent together in the order of what they say.</summary>
    public static IReadOnlyList<(ApiCall Call, JsonObject Answer)> Read(Transcript transcript)
    {
        var normaliser = new AnswerNormaliser();
        return [.. transcript.Groups.SelectMany(group => Together(group, normaliser))];
    }

    private static IEnumerable<(ApiCall Call, JsonObject Answer)> Together(IReadOnlyList<Exchange> group, AnswerNormaliser normaliser)
    {
        var order = group.OrderBy(exchange => exchange.Call.ToString(), StringComparer.Ordinal).ThenBy(exchange => exchange.Answer.Status);
        return order.Select(exchange => (exchange.Call, Read(exchange, normaliser)));
    }

    private static JsonObject Read(Exchange exchange, AnswerNormaliser normaliser)
    {
        var (call, answer) = exchange;
        var headers = new JsonObject();
        foreach (var name in HeadersThatMatter.Where(answer.Headers.ContainsKey))
            headers[name] = normaliser.Normalise(answer.Headers[name]);
        if (answer.Headers.TryGetValue(ArchiveBody.StatHeader, out var stat))
            headers[ArchiveBody.StatHeader] = ArchiveBody.ReadStat(stat);
        return new JsonObject
        {
            ["status"] = answer.Status.ToString(CultureInfo.InvariantCulture),
            ["headers"] = headers,
            ["body"] = Body(call, answer, normaliser),
            ["ending"] = answer.Ending,
        };
    }

    private static JsonNode Body(ApiCall call, ApiAnswer answer, AnswerNormaliser normaliser)
    {
        var isLog = call.Route.EndsWith("/logs", StringComparison.Ordinal);
        if (answer.Status < 400 && (isLog || call.IsHijacking) && StreamBody.Read(answer.Bytes, isLog, normaliser) is { } streams)
            return streams;
        var isExport = call.Route.EndsWith("/export", StringComparison.Ordinal);
        if (answer.Status == 200 && isExport && ArchiveBody.ReadByName(answer.Bytes) is { } files)
            return files;
        if (answer.Status == 200 && answer.Headers.GetValueOrDefault("content-type") == "application/x-tar" && ArchiveBody.Read(answer.Bytes) is { } entries)
            return entries;
        return answer.Status == 200 && call.Route.EndsWith("/events", StringComparison.Ordinal)
            ? EventBody.Read(answer.Lines, normaliser)
            : normaliser.Normalise(answer);
    }
}
