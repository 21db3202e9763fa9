using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>A fault: when this edge is reached, do that.</summary>
/// <param name="Trigger">The edge.</param>
/// <param name="Action">What happens there.</param>
public sealed record FaultRule(
    [property: Meaning("Where it happens.", Key = "at")] Trigger Trigger,
    FaultAction Action);
