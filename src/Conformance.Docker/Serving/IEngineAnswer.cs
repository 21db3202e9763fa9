using System.Text.Json.Serialization.Metadata;

namespace Conformance.Docker;

/// <summary>
/// Where a daemon writes the answer of one request: in one piece, or the head first, once, and then any number of pieces of the body.
/// </summary>
public interface IEngineAnswer
{
    /// <summary>The API version of the request's path; the newest without one.</summary>
    ApiVersion Version { get; }

    /// <summary>Sends an answer in one piece; nothing may follow.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="contentType">Content-Type; null for none.</param>
    /// <param name="body">All of it.</param>
    /// <param name="headers">Further headers, beside those of every answer.</param>
    void Whole(int status, string? contentType, ReadOnlyMemory<byte> body, params IReadOnlyList<KeyValuePair<string, string>> headers);

    /// <summary>Sends status and headers, at once.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="contentType">Content-Type; null for none.</param>
    /// <param name="headers">Further headers, beside those of every answer.</param>
    void Head(int status, string? contentType, params IReadOnlyList<KeyValuePair<string, string>> headers);

    /// <summary>
    /// Leaves HTTP: sends a raw head, at once. What is written from then on are the connection's own bytes, and the end of the answer closes it.
    /// </summary>
    void Hijack(HijackHead head);

    /// <summary>Sends a piece of the body; completes when there is room for more.</summary>
    Task Write(ReadOnlyMemory<byte> bytes);
}

/// <summary>
/// The head of an answer that leaves HTTP: 101 where the client asked for an upgrade, otherwise 200, without a length; or an error that
/// comes in the same raw form.
/// </summary>
/// <param name="HasUsualHeaders">Whether it has the headers of every answer.</param>
/// <param name="Refusal">Status of an error; null for none.</param>
public sealed record HijackHead(bool HasUsualHeaders = false, int? Refusal = null);

/// <summary>The forms that answers of the Engine API have.</summary>
public static class EngineAnswers
{
    private const string JsonType = "application/json";

    /// <summary>One JSON value.</summary>
    public static Task Json<T>(this IEngineAnswer answer, T value, JsonTypeInfo<T> type, int status = 200)
    {
        answer.Whole(status, JsonType, EngineJson.WriteLine(value, type));
        return Task.CompletedTask;
    }

    /// <summary>One JSON value that is told again, the same one, until something in it is different.</summary>
    public static Task Kept<T>(this IEngineAnswer answer, T value, JsonTypeInfo<T> type)
        where T : class
    {
        answer.Whole(200, JsonType, KeptJson<T>.Line(value, type));
        return Task.CompletedTask;
    }

    /// <summary>An array of such values.</summary>
    public static Task KeptList<T>(this IEngineAnswer answer, IReadOnlyList<T> values, JsonTypeInfo<T> type)
        where T : class
    {
        answer.Whole(200, JsonType, KeptJson<T>.Line(values, type));
        return Task.CompletedTask;
    }

    /// <summary>Nothing: 204, or 304 when nothing was to do.</summary>
    public static Task Empty(this IEngineAnswer answer, Nothing nothing) => answer.Empty(nothing.WasModified ? 204 : 304);

    /// <summary>Nothing, with another status.</summary>
    public static Task Empty(this IEngineAnswer answer, int status)
    {
        answer.Whole(status, null, default);
        return Task.CompletedTask;
    }

    /// <summary>JSON values, one a line, as they come; the head goes out at once.</summary>
    public static async Task Lines<TItem, TLine>(
        this IEngineAnswer answer, EngineStream<TItem> stream, Func<TItem, TLine> form, JsonTypeInfo<TLine> type)
        where TItem : class
    {
        answer.Head(200, JsonType);
        while (await stream.Next() is { } item)
            await answer.Write(EngineJson.WriteLine(form(item), type));
    }

    /// <summary>Bytes of another type than JSON, which a daemon streams.</summary>
    public static Task Bytes(
        this IEngineAnswer answer, ReadOnlyMemory<byte> bytes, string contentType, params IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        answer.Head(200, contentType, headers);
        return answer.Write(bytes);
    }

    /// <summary>An error as a daemon says it: JSON, or plain text below API 1.24.</summary>
    public static Task Error(this IEngineAnswer answer, int status, string message)
    {
        if (answer.Version.CompareTo(ApiVersion.Oldest) >= 0)
            return answer.Json(new ErrorBody(message), EngineJson.Wire.ErrorBody, status);
        answer.Whole(status, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(message + "\n"));
        return Task.CompletedTask;
    }
}
