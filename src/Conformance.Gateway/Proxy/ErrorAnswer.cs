using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Faults;

namespace Conformance.Gateway;

/// <summary>An error as a daemon answers it.</summary>
internal static class ErrorAnswer
{
    /// <summary>Head and body. A HEAD request gets no body.</summary>
    /// <param name="error">What to say.</param>
    /// <param name="method">Method of the request.</param>
    /// <param name="apiVersion">Value of the header from which clients take their version; a daemon in trouble still sends it.</param>
    public static byte[] Render(AnswerError error, string method, string apiVersion)
    {
        var body = GatewayJson.Write(new JsonObject { ["message"] = error.Message });
        using var names = new HttpResponseMessage((HttpStatusCode)error.Status);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {error.Status} {names.ReasonPhrase}\r\nApi-Version: {apiVersion}\r\nContent-Type: application/json\r\nContent-Length: {body.Length + 1}\r\n\r\n");
        return method == "HEAD" ? Encoding.ASCII.GetBytes(head) : [.. Encoding.ASCII.GetBytes(head), .. body, (byte)'\n'];
    }

    /// <summary>The message in the body of an error answer; its beginning when it is not JSON.</summary>
    public static string Message(byte[]? body)
    {
        const int Shown = 200;
        var text = Encoding.UTF8.GetString(body ?? []).Trim();
        try
        {
            if (JsonNode.Parse(text)?["message"]?.GetValue<string>() is { } message)
                return message;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            // An old API version answers plain text.
        }

        return text.Length > Shown ? text[..Shown] : text;
    }
}
