using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>A fault acted.</summary>
/// <param name="Rule">Number of the rule in the plan, from 1.</param>
/// <param name="Edge">Where.</param>
/// <param name="Action">What, in a few words.</param>
/// <param name="IsDefinite">Whether a caller may conclude that the effect did not happen.</param>
public sealed record FaultFired(int Rule, Edge Edge, string Action, bool IsDefinite) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "fault.fired";

    /// <inheritdoc/>
    public override string? Container => Edge.Container;

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Action} at {Edge.Operation} {(Edge.Phase == Phase.Before ? "before" : "after")}" + (Edge.Image is null ? "" : $" ({Edge.Image})");
}
