using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>A pull fails inside its 200 answer: the status is good, a line says that it is not (moby/moby#8844).</summary>
[Word("pull-error", "A pull says inside its 200 answer that it failed.")]
public sealed record PullErrorAction : FaultAction
{
    /// <summary>Text of the error line.</summary>
    [Meaning("What the line says.", IsShorthand = true)]
    public required string Message { get; init; }

    /// <summary>Items that pass first.</summary>
    [Meaning("Lines of progress that pass first. Default: 1.")]
    public int AfterItems { get; init; } = 1;

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override string? Refuses(string operation, Phase phase) =>
        operation == "image.pull" ? StreamActions.Refuse(operation, phase) : "only image.pull is a pull";

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) =>
        Task.FromResult<FaultEffect>(new FailPull(AfterItems, Message));

    /// <inheritdoc/>
    public override string Describe() => $"error line in the pull: {Message}";
}
