using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>The daemon describes what was, not what is: it has missed an exit, or answers from a cache.</summary>
[Word("stale", "The daemon answers what it answered last to the same question; the truth if it was never asked.")]
public sealed record StaleAction : FaultAction
{
    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override string? Refuses(string operation, Phase phase) =>
        !LastReplies<object>.Minds(operation) ? "only container.inspect and container.list describe containers"
        : phase == Phase.After ? "it acts on the answer; use when: before"
        : null;

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) => Task.FromResult<FaultEffect>(new AnswerStale());

    /// <inheritdoc/>
    public override string Describe() => "stale answer";
}
