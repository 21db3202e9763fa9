using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conformance.Docker;

/// <summary>
/// Writes a value that is large and asked for often, and that is never changed, only replaced by another: its JSON is made once and lives
/// as long as the value itself.
/// </summary>
internal sealed class KeptJson<T> : JsonConverter<T>
    where T : class
{
    private readonly ConditionalWeakTable<T, byte[]> written = [];

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, TypeIn(options));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var type = TypeIn(options);
        if (options.WriteIndented)
            JsonSerializer.Serialize(writer, value, type);
        else
            writer.WriteRawValue(written.GetValue(value, kept => EngineJson.Write(kept, type)), skipInputValidation: true);
    }

    private static JsonTypeInfo<T> TypeIn(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
