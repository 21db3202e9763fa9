using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>A fault acted.</summary>
/// <param name="Rule">Number of the rule in the plan, from 1.</param>
/// <param name="Edge">Where.</param>
/// <param name="Action">What.</param>
public sealed record FaultFired(int Rule, Edge Edge, FaultAction Action) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "fault.fired";

    /// <summary>Whether a caller may conclude that the effect did not happen.</summary>
    public bool IsDefinite => Action.IsDefinite(Edge.Phase);

    /// <inheritdoc/>
    public override string? Container => Edge.Container;

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Action.Describe()} at {Edge.Operation} {(Edge.Phase == Phase.Before ? "before" : "after")}" + (Edge.Image is null ? "" : $" ({Edge.Image})");
}
