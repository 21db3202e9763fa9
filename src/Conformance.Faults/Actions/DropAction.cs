using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>The connection is cut. After the effect, it exists although the client saw no answer.</summary>
[Word("drop", "The connection is cut; after the effect the work was done nevertheless.")]
public sealed record DropAction : FaultAction
{
    /// <summary>Where.</summary>
    [Meaning("headers: before the first byte of the answer; body: in its body. Default: headers.", IsShorthand = true)]
    public CutPlace At { get; init; } = CutPlace.Headers;

    /// <summary>Items of a stream that pass first.</summary>
    [Meaning("Items of a stream that pass first, with body. Default: 0.")]
    public int AfterItems { get; init; }

    /// <summary>RST.</summary>
    [Meaning("Cut with a reset (RST) instead of an end. Default: false.")]
    public bool Reset { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override string? Refuses(string operation, Phase phase)
    {
        if (FaultPoints.Find(operation) is not null)
            return "a point has no connection";
        var isStream = EngineOperations.IsStream(operation);
        if (AfterItems > 0 && (At != CutPlace.Body || !isStream || phase == Phase.After))
            return "after-items counts the items of a stream: an operation that streams, when: before, at: body";
        if (At == CutPlace.Body && phase == Phase.Before && !isStream)
            return "there is no body before the effect; use when: after";
        return At == CutPlace.Headers && phase == Phase.After && isStream
            ? "the head of a stream is answered long before its end; use at: body"
            : null;
    }

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) =>
        Task.FromResult<FaultEffect>(new CutConnection(At, AfterItems, Reset));

    /// <inheritdoc/>
    public override string Describe() =>
        "drop" + (At == CutPlace.Body ? FormattableString.Invariant($" after {AfterItems} items") : "") + (Reset ? " with reset" : "");
}
