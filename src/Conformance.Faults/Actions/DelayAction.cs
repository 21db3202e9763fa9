using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>The effect (before) or its answer (after) comes late.</summary>
[Word("delay", "The effect (before) or its answer (after) comes late, but comes.")]
public sealed record DelayAction : FaultAction
{
    /// <summary>How late.</summary>
    [Meaning("How late.", IsShorthand = true)]
    public required TimeSpan For { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override async Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan)
    {
        await host.Delay(For);
        return FaultEffect.ProceedUnlessGone;
    }

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"delay {For.TotalSeconds:0.###} s");
}
