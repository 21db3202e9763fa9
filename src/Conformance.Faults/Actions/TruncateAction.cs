using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>A stream ends early as if all were well: no error line, and the rest is missing (catalogue B-58).</summary>
[Word("truncate", "A stream ends early as if it had ended well.")]
public sealed record TruncateAction : FaultAction
{
    /// <summary>Items that pass first.</summary>
    [Meaning("Items that pass first. Default: 0, only the head.")]
    public int AfterItems { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override string? Refuses(string operation, Phase phase) => StreamActions.Refuse(operation, phase);

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) =>
        Task.FromResult<FaultEffect>(new TruncateStream(AfterItems));

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"truncate after {AfterItems} items");
}
