using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Gateway;

/// <summary>
/// For a daemon that is not ours: each container that is created through the proxy gets the label
/// <c>conformance.run</c>, and its name stands in a file before the daemon hears of it, so that <c>doctor</c> finds both.
/// </summary>
/// <param name="RunId">Value of the label.</param>
/// <param name="IntentPath">File to which the names asked for are appended, one a line.</param>
public sealed record CreateMark(string RunId, string IntentPath)
{
    /// <summary>The label.</summary>
    public const string Label = "conformance.run";

    /// <summary>Records the name, and answers the body with the label; null when the body is not a JSON object.</summary>
    internal byte[]? Apply(string? name, byte[] body)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }

        if (root is not JsonObject spec)
            return null;
        File.AppendAllText(IntentPath, (name ?? "(unnamed)") + "\n");
        var key = spec.FirstOrDefault(pair => pair.Key.Equals("Labels", StringComparison.OrdinalIgnoreCase)).Key ?? "Labels";
        if (spec[key] is not JsonObject labels)
            spec[key] = labels = [];
        labels[Label] = RunId;
        return GatewayJson.Write(spec);
    }
}
