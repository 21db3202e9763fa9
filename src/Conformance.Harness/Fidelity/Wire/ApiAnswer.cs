using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Harness.Fidelity;

/// <summary>What a daemon answered.</summary>
/// <param name="Status">HTTP status; 0 where no head came.</param>
/// <param name="Headers">Headers of the answer and of its body, by lower-case name.</param>
/// <param name="Bytes">The whole body, or what came of it.</param>
/// <param name="Ending">How it ended: <c>end</c>, or what was waited for in vain.</param>
public sealed record ApiAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Bytes, string Ending)
{
    /// <summary>The end that an answer should have.</summary>
    public const string Ended = "end";

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

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

    /// <summary>The daemon's words about a failure; empty where there are none.</summary>
    public string Message => Status >= 400 ? Lines is [JsonObject body] && body["message"] is JsonValue words ? words.ToString() : Text.Trim() : "";
}
