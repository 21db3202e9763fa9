using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Conformance.Gateway;

/// <summary>Generated writers for the JSON that the gateway makes itself. Use it through <see cref="Relaxed"/>.</summary>
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class GatewayJson : JsonSerializerContext
{
    /// <summary>Leaves <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> as they are.</summary>
    public static GatewayJson Relaxed { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Compact UTF-8.</summary>
    public static byte[] Write(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Relaxed.JsonNode);
}
