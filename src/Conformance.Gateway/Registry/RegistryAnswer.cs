using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Conformance.Gateway;

/// <summary>One answer of a registry. Each of its ways to send says whether the connection can take another request.</summary>
internal sealed class RegistryAnswer(PeerSocket peer, HttpHead request)
{
    private const int Unauthorized = 401;
    private const int PieceBytes = 16 * 1024;

    /// <summary>Completes when the daemon has closed its connection.</summary>
    public Task Gone => peer.Ended;

    /// <summary>First byte wanted, from <c>Range: bytes=N-</c>: a daemon goes on where it was cut.</summary>
    public int First(int length) =>
        request.Header("Range") is { } range && range.StartsWith("bytes=", StringComparison.Ordinal)
        && int.TryParse(range["bytes=".Length..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && first < length ? first : 0;

    /// <summary>A demand for credentials.</summary>
    public Task<bool> Demand() => Fail(Unauthorized, "authentication required", "WWW-Authenticate: Basic realm=\"conformance\"\r\n");

    /// <summary>An error as registries say it.</summary>
    public Task<bool> Fail(int status, string message) => Fail(status, message, "");

    private Task<bool> Fail(int status, string message, string header)
    {
        var code = status switch
        {
            401 => "UNAUTHORIZED",
            403 => "DENIED",
            404 => "MANIFEST_UNKNOWN",
            429 => "TOOMANYREQUESTS",
            _ => "UNKNOWN",
        };
        // Without a detail a daemon takes the code alone, and does not say which manifest it was.
        var error = new JsonObject { ["code"] = code, ["message"] = message, ["detail"] = new JsonObject { ["Path"] = request.Target } };
        return Send(status, "application/json", GatewayJson.Write(new JsonObject { ["errors"] = new JsonArray(error) }), header);
    }

    /// <summary>A short answer.</summary>
    public Task<bool> Send(int status, string type, byte[] content) => Send(status, type, content, "");

    /// <summary>A short answer that has a digest.</summary>
    public Task<bool> Send(Blob blob, string type) => Send(200, type, blob.Content, $"Docker-Content-Digest: {blob.Digest}\r\n");

    private async Task<bool> Send(int status, string type, byte[] content, string headers)
    {
        await SendHead(status, type, content.Length, headers);
        if (request.Method != "HEAD")
            await peer.Write(content);
        return true;
    }

    /// <summary>Head of a blob from byte <paramref name="first"/> on; false if no content is wanted.</summary>
    public async Task<bool> BeginBlob(Blob blob, int first)
    {
        var range = first == 0 ? "" : FormattableString.Invariant($"Content-Range: bytes {first}-{blob.Content.Length - 1}/{blob.Content.Length}\r\n");
        await SendHead(first == 0 ? 200 : 206, "application/octet-stream", blob.Content.Length - first, $"Docker-Content-Digest: {blob.Digest}\r\nAccept-Ranges: bytes\r\n" + range);
        return request.Method != "HEAD";
    }

    /// <summary>Content in small pieces, as fast as the throttle lets them go.</summary>
    public async Task Write(ReadOnlyMemory<byte> content, Throttle throttle)
    {
        while (!content.IsEmpty)
        {
            var piece = content[..Math.Min(PieceBytes, content.Length)];
            await throttle.Take(piece.Length);
            await peer.Write(piece);
            content = content[piece.Length..];
        }
    }

    private Task SendHead(int status, string type, int length, string more)
    {
        using var names = new HttpResponseMessage((System.Net.HttpStatusCode)status);
        return peer.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant(
            $"HTTP/1.1 {status} {names.ReasonPhrase}\r\nDocker-Distribution-Api-Version: registry/2.0\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n{more}\r\n")));
    }
}
