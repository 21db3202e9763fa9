using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>This edge waits for that one: an exact interleaving, whatever the speed of the machine.</summary>
[Word("hold", "The operation waits at this edge until another edge was reached.")]
public sealed record HoldAction : FaultAction
{
    /// <summary>The edge waited for.</summary>
    [Meaning("The edge that it waits for; one that was reached before counts.")]
    public required Trigger Until { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override async Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan)
    {
        await plan.Reached(Until);
        return FaultEffect.ProceedUnlessGone;
    }

    /// <inheritdoc/>
    public override string Describe() => $"hold until {Until.Describe()}";
}
