using System.Text.Json.Serialization.Metadata;

namespace Conformance.Docker;

/// <summary>Pull progress and wait: one JSON value a line.</summary>
internal sealed class JsonLineStream<T>(EngineResponse response, JsonTypeInfo<T> type) : EngineStream<T>
    where T : class
{
    private readonly LineReader _lines = new(response);

    public override async Task<T?> Next()
    {
        var line = await _lines.Next();
        if (line is { } bytes)
            return EngineJson.Read(bytes.Span, type);
        response.Close();
        return null;
    }

    public override void Close() => response.Close();
}
