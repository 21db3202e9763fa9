using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Conformance.Docker;

/// <summary>From our requests to those of the HTTP client, and what its answers say.</summary>
internal static class HttpMessages
{
    private const int ErrorTextLengthMax = 500;

    // The authority is not looked at: the handler knows the socket. The path must go out as it was escaped.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static HttpRequestMessage Write(EngineRequest request, string prefix)
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), new Uri("http://docker" + prefix + request.PathAndQuery, AsWritten))
        {
            Version = HttpVersion.Version11,
            // Even an empty body: without one the client quietly sends the request again when the connection is cut before
            // the answer, and a start or a kill would reach the daemon twice.
            Content = new ByteArrayContent(request.Body ?? []),
        };
        message.Headers.ConnectionClose = true;
        if (request.RegistryAuth is { } auth)
            message.Headers.TryAddWithoutValidation("X-Registry-Auth", auth);
        if (request.Body is not null)
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.BodyType);

        return message;
    }

    public static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? values.First() : null;

    /// <summary>The daemon's words: the message of a JSON body, else the body as text, else the status.</summary>
    public static string ErrorText(int status, byte[] body)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, EngineJson.Wire.ErrorBody)?.Message is { Length: > 0 } message)
                return message;
        }
        catch (JsonException)
        {
            // Daemons before API 1.24 and proxies answer with plain text.
        }

        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, ErrorTextLengthMax))).Trim();
        return text.Length > 0 ? text : $"status {status} without a message";
    }
}
