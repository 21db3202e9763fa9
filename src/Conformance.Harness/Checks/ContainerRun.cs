using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>One life of a container's process.</summary>
/// <param name="Start">The line of its start.</param>
/// <param name="End">The line of its real exit; null if none was seen.</param>
public sealed record ContainerRun(HistoryEvent Start, HistoryEvent? End)
{
    /// <summary>Whether it lived just before the line with this sequence number.</summary>
    public bool Covers(int sequence) => Start.Sequence < sequence && (End is null || End.Sequence >= sequence);

    /// <summary>Whether both lived at some time.</summary>
    public bool Overlaps(ContainerRun other) =>
        (End is null || End.Sequence > other.Start.Sequence) && (other.End is null || other.End.Sequence > Start.Sequence);
}
