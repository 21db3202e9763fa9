using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Docker;

namespace Conformance.Gateway;

/// <summary>Asks a registry about one repository. Every failure is a <see cref="DockerException"/> in a daemon's words (measured on 20.10).</summary>
/// <param name="client">Connections.</param>
/// <param name="reference">Which image.</param>
/// <param name="auth">The client's X-Registry-Auth; null for none.</param>
internal sealed class RegistryClient(HttpClient client, ImageReference reference, string? auth)
{
    private const int LongestText = 4 << 20;

    /// <summary>The kinds of manifests that are read; the first is the usual one.</summary>
    public static readonly string[] Manifests =
    [
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json",
    ];

    /// <summary>A manifest, by tag or digest.</summary>
    public async Task<byte[]> Manifest(string version)
    {
        using var answer = await Ask("manifests/" + version, Manifests);
        return answer.StatusCode switch
        {
            HttpStatusCode.NotFound => throw Missing($"manifest for {reference.WithDefaultTag()} not found: " + await Words(answer)),
            HttpStatusCode.Forbidden => throw Missing(
                $"pull access denied for {reference.Repository}, repository does not exist or may require 'docker login': " + await Words(answer)),
            _ => await Text(answer),
        };
    }

    /// <summary>A short blob.</summary>
    public async Task<byte[]> Blob(string digest)
    {
        using var answer = await Ask("blobs/" + digest, []);
        return await Text(answer);
    }

    /// <summary>A long one, from a byte on. Its answer is the caller's to dispose of.</summary>
    public async Task<HttpResponseMessage> Blob(string digest, long first, CancellationToken cancellation)
    {
        var answer = await Ask("blobs/" + digest, [], first, cancellation);
        if (answer.IsSuccessStatusCode && (first == 0) == (answer.StatusCode == HttpStatusCode.OK))
            return answer;
        using (answer)
            throw await Refusal(answer);
    }

    /// <summary>The tags of the repository.</summary>
    public async Task<IReadOnlyList<string>> Tags()
    {
        using var answer = await Ask("tags/list", []);
        var tags = JsonNode.Parse(await Text(answer))?["tags"] as JsonArray ?? [];
        return [.. tags.Select(tag => tag!.GetValue<string>())];
    }

    /// <summary>True, or the refusal.</summary>
    public async Task<bool> Login()
    {
        using var answer = await Send("Get", "", [], 0, default);
        return answer.IsSuccessStatusCode ? true
            : throw DockerException.Answered((int)HttpStatusCode.InternalServerError, $"login attempt to http://{reference.Registry}/v2/ failed with status: {(int)answer.StatusCode} {answer.ReasonPhrase}");
    }

    private Task<HttpResponseMessage> Ask(string what, IReadOnlyList<string> accepted, long first = 0, CancellationToken cancellation = default) =>
        Send("Head", $"{reference.Path}/{what}", accepted, first, cancellation);

    // A daemon names the method with which it would have asked first.
    private async Task<HttpResponseMessage> Send(string asked, string what, IReadOnlyList<string> accepted, long first, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{reference.Registry}/v2/{what}");
        foreach (var type in accepted)
            request.Headers.Accept.ParseAdd(type);
        if (first > 0)
            request.Headers.Range = new RangeHeaderValue(first, null);
        if (Credentials() is { } login)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", login);
        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException exception)
        {
            var why = exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
                ? $"dial tcp {reference.Registry}: connect: connection refused" : "EOF";
            throw DockerException.Answered((int)HttpStatusCode.InternalServerError, $"Get \"http://{reference.Registry}/v2/\": {why}");
        }

        if (answer.StatusCode != HttpStatusCode.Unauthorized || answer.Headers.WwwAuthenticate.Count == 0 || Credentials() is not null)
            return answer;
        using (answer)
            throw DockerException.Answered((int)HttpStatusCode.InternalServerError, $"{asked} \"{request.RequestUri}\": no basic auth credentials");
    }

    private static async Task<byte[]> Text(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw await Refusal(answer);
        if (answer.Content.Headers.ContentLength > LongestText)
            throw DockerException.Answered((int)HttpStatusCode.InternalServerError, $"the registry's answer is longer than {LongestText} bytes");
        try
        {
            return await answer.Content.ReadAsByteArrayAsync();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw DockerException.Answered((int)HttpStatusCode.InternalServerError, "unexpected EOF");
        }
    }

    private static DockerException Missing(string words) => DockerException.Answered((int)HttpStatusCode.NotFound, words);

    private static async Task<DockerException> Refusal(HttpResponseMessage answer) => DockerException.Answered((int)HttpStatusCode.InternalServerError, await Words(answer));

    /// <summary>What the registry says: its first error if it blames the client, else its status.</summary>
    private static async Task<string> Words(HttpResponseMessage answer)
    {
        try
        {
            if ((int)answer.StatusCode is >= 400 and < 500
                && JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync())?["errors"]?[0] is { } error && error["code"]?.GetValue<string>() is { } code)
                return $"{code.ToLowerInvariant().Replace('_', ' ')}: {error["message"]?.GetValue<string>()}";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or HttpRequestException or IOException)
        {
            // No registry's words.
        }

        return $"received unexpected HTTP status: {(int)answer.StatusCode} {answer.ReasonPhrase}";
    }

    /// <summary>What basic authentication sends; null without a user.</summary>
    private string? Credentials() => BasicLogin.Read(auth) is { } login ? Convert.ToBase64String(Encoding.UTF8.GetBytes(login.Pair)) : null;
}
