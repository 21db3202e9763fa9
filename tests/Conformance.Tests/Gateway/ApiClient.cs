using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Gateway;

namespace Conformance.Tests.Gateway;

/// <summary>A request to a daemon as it stands on the wire.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">With its query, and with a version or without.</param>
/// <param name="Body">JSON as text, or nothing.</param>
/// <param name="Archive">Bytes instead.</param>
/// <param name="Header">One more header, as <c>Name: value</c>.</param>
public sealed record ApiRequest(string Method, string Path, string? Body = null, byte[]? Archive = null, string? Header = null)
{
    public override string ToString() => $"{Method} {Path}{(Body is null ? "" : " " + Body)}";
}

/// <summary>What came back.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Content-Type.</param>
/// <param name="Bytes">The whole body.</param>
public sealed record ApiAnswer(int Status, string? Type, byte[] Bytes, HttpResponseHeaders Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The body as JSON; one value a line.</summary>
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>JSON values of a body that has one a line; the text itself where it has none.</summary>
    public IReadOnlyList<JsonNode?> Lines
    {
        get
        {
            try
            {
                return [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))];
            }
            catch (JsonException)
            {
                return [JsonValue.Create(Text)];
            }
        }
    }

    /// <summary>The daemon's words.</summary>
    public string? Message => Json["message"]?.GetValue<string>();
}

/// <summary>Asks a daemon over its socket and reads the whole answer.</summary>
public sealed class ApiClient(DockerAddress address) : IDisposable
{
    private readonly HttpMessageInvoker invoker = EngineTransport.CreateInvoker(address);

    public Task<ApiAnswer> Get(string path) => Ask(new ApiRequest("GET", path));

    public Task<ApiAnswer> Post(string path, string? body = null) => Ask(new ApiRequest("POST", path, body));

    public Task<ApiAnswer> Delete(string path) => Ask(new ApiRequest("DELETE", path));

    public async Task<ApiAnswer> Ask(ApiRequest request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), new Uri("http://docker" + request.Path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        message.Headers.ConnectionClose = true;
        if (request.Header?.Split(": ") is [var name, var value])
            message.Headers.TryAddWithoutValidation(name, value);
        if (request.Archive is { } archive)
            message.Content = new ByteArrayContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        else if (request.Body is { } body)
            message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await invoker.SendAsync(message, CancellationToken.None);
        return new ApiAnswer((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsByteArrayAsync(), answer.Headers);
    }

    public void Dispose() => invoker.Dispose();
}
