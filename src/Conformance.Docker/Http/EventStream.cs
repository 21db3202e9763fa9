namespace Conformance.Docker;

/// <summary>Events: one JSON object a line, with keys for old and new clients.</summary>
internal sealed class EventStream(EngineResponse response) : EngineStream<EngineEvent>
{
    private readonly EngineStream<EventLine> _lines = response.Lines(EngineJson.Wire.EventLine);

    public override async Task<EngineEvent?> Next() => (await _lines.Next())?.ToEvent();

    public override void Close() => _lines.Close();
}
