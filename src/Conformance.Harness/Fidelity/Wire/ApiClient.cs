using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Conformance.Gateway;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// Sends the calls of one sequence to one daemon: on kept connections, each with one request at a time, and on connections of their
/// own where an answer stays open. Keeps the ids that later calls name.
/// </summary>
internal sealed partial class ApiClient(DockerAddress address, string version) : IDisposable
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(40);
    private readonly Dictionary<int, HttpMessageInvoker> connections = [];
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal) { ["start"] = Now() };

    /// <summary>Headers of an answer by lower-case name.</summary>
    public static Dictionary<string, string> HeadersOf(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
        .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal);

    /// <summary>Sends it and reads the whole answer.</summary>
    public async Task<ApiAnswer> Ask(ApiCall call)
    {
        using var limit = new CancellationTokenSource(Ample, TimeProvider.System);
        try
        {
            using var message = Message(call);
            using var answer = await Connection(call.Connection).SendAsync(message, limit.Token);
            var read = new ApiAnswer((int)answer.StatusCode, HeadersOf(answer), await answer.Content.ReadAsByteArrayAsync(limit.Token), ApiAnswer.Ended);
            if (call.Keeps is { } name && read.Lines is [JsonObject body] && body["Id"]?.ToString() is { } id)
                ids[name] = id;
            return read;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return new ApiAnswer(0, new Dictionary<string, string>(), [], limit.IsCancellationRequested ? "no answer" : "no answer: " + e.Message);
        }
    }

    /// <summary>Sends it on a connection of its own.</summary>
    public OpenCall Begin(ApiCall call) => OpenCall.Begin(address, Message(call), call.Input);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var connection in connections.Values)
            connection.Dispose();
    }

    private HttpMessageInvoker Connection(int number)
    {
        lock (connections)
            return connections.TryGetValue(number, out var known) ? known : connections[number] = EngineTransport.CreateKeptConnection(address);
    }

    private HttpRequestMessage Message(ApiCall call)
    {
        var path = HasVersion().IsMatch(call.Path) ? call.Path : version + call.Path;
        var message = new HttpRequestMessage(
            HttpMethod.Parse(call.Method),
            new Uri("http://docker" + Fill(path), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (call.Archive is { } archive)
            message.Content = new ByteArrayContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        else if (call.Body is { } body)
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(body))) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (call.IsHijacking)
        {
            message.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            message.Headers.TryAddWithoutValidation("Upgrade", "tcp");
        }

        if (call.Header?.Split(": ") is [var name, var value] && !message.Headers.TryAddWithoutValidation(name, value))
            message.Content!.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    /// <summary>A text with what stands for ids and times.</summary>
    public string Fill(string text) => Place().Replace(text, place =>
        place.Value == "@now@" ? Now()
        : !ids.TryGetValue(place.Groups["name"].Value, out var id) ? place.Value
        : place.Groups["digits"].Value is { Length: > 0 } digits ? id[..int.Parse(digits, CultureInfo.InvariantCulture)]
        : id);

    private static string Now()
    {
        var ticks = TimeProvider.System.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks;
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerSecond}.{ticks % TimeSpan.TicksPerSecond * 100:000000000}");
    }

    [GeneratedRegex(@"@(?<name>\w+)(:(?<digits>\d+))?@")]
    private static partial Regex Place();

    [GeneratedRegex(@"^/v\d")]
    private static partial Regex HasVersion();
}
