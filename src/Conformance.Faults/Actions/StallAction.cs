using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>A stream stops after some items: a pull that is stuck on a layer, a wait whose answer never comes.</summary>
[Word("stall", "A stream stops after some items, and heals after a time or never.")]
public sealed record StallAction : FaultAction
{
    /// <summary>Items that pass first.</summary>
    [Meaning("Items that pass first. Default: 0, only the head.")]
    public int AfterItems { get; init; }

    /// <summary>How long; null for ever.</summary>
    [Meaning("How long nothing passes. Default: for ever.")]
    public TimeSpan? For { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override string? Refuses(string operation, Phase phase) => StreamActions.Refuse(operation, phase);

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) =>
        Task.FromResult<FaultEffect>(new StallStream(AfterItems, For));

    /// <inheritdoc/>
    public override string Describe() =>
        FormattableString.Invariant($"stall after {AfterItems} items") + (For is { } time ? FormattableString.Invariant($" for {time.TotalSeconds:0.###} s") : "");
}
