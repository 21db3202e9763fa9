using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>What actions on streams have in common.</summary>
internal static class StreamActions
{
    /// <summary>They begin with the stream, so before the effect, which is complete at the stream's end.</summary>
    public static string? Refuse(string operation, Phase phase) =>
        !EngineOperations.IsStream(operation) ? $"it is answered in one piece; streams are {string.Join(", ", EngineOperations.Streams)}"
        : phase == Phase.After ? "it acts on the stream from its beginning; use when: before"
        : null;
}
