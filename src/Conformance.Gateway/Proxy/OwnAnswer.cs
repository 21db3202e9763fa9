using System.Text;
using System.Text.Json.Nodes;
using Conformance.Faults;

namespace Conformance.Gateway;

/// <summary>Answers that the proxy gives in the daemon's place, and the daemon's that it changes.</summary>
internal static class OwnAnswer
{
    /// <summary>Success without a body.</summary>
    public static byte[] Empty(string apiVersion) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 204 No Content\r\nApi-Version: {apiVersion}\r\n\r\n");

    /// <summary>Success with JSON.</summary>
    public static byte[] Json(byte[] body, string apiVersion) =>
    [
        .. Encoding.ASCII.GetBytes(FormattableString.Invariant(
            $"HTTP/1.1 200 OK\r\nApi-Version: {apiVersion}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n")),
        .. body,
    ];

    /// <summary>The body as the fault wants it; unchanged when it is no JSON.</summary>
    public static byte[] Changed(byte[] body, ChangedReply change, IEdgeJudge judge)
    {
        if (body.Length == 0 || JsonNode.Parse(body) is not { } reply)
            return body;
        change.Change(reply, judge.NameOf);
        return [.. GatewayJson.Write(reply), (byte)'\n'];
    }
}
