namespace Conformance.Machine;

/// <summary>One line of a history.</summary>
/// <param name="Sequence">Position, from 0, without gaps.</param>
/// <param name="Time">Virtual or wall-clock time.</param>
/// <param name="Actor">Who wrote it: a process name such as <c>agent</c>, <c>docker:41 run</c>, <c>daemon</c>, or <c>harness</c>.</param>
/// <param name="Data">What happened.</param>
public sealed record HistoryEvent(int Sequence, Instant Time, string Actor, EventData Data);
