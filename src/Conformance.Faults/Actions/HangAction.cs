using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>Nothing is ever answered. Before the effect, it does not happen; after it, it has.</summary>
[Word("hang", "The request is accepted and nothing is ever answered.")]
public sealed record HangAction : FaultAction
{
    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) =>
        Task.FromResult<FaultEffect>(new NeverAnswer());

    /// <inheritdoc/>
    public override string Describe() => "hang";
}
