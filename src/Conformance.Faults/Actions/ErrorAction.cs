using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>The daemon answers an error. After the effect it is a lie: the work was done.</summary>
[Word("error", "The daemon answers an error; after the effect the work was done nevertheless.")]
public sealed record ErrorAction : FaultAction
{
    /// <summary>HTTP status.</summary>
    [Meaning("HTTP status, 400 to 599. Default: 500.")]
    public int Status { get; init; } = 500;

    /// <summary>Message of the body.</summary>
    [Meaning("What the daemon says.", IsShorthand = true)]
    public required string Message { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => phase == Phase.Before && Status < 500;

    /// <inheritdoc/>
    public override string? Refuses(string operation, Phase phase) =>
        Status is < 400 or > 599 ? $"{Status} is not the status of an error (400 to 599)"
        : operation == "removal.finish" ? null
        : FaultPoints.Find(operation) is not null ? "a point is not answered by a daemon"
        : phase == Phase.After && EngineOperations.IsStream(operation) ? "its head was answered before the effect; use drop, or pull-error"
        : null;

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) =>
        Task.FromResult<FaultEffect>(new AnswerError(Status, Message));

    /// <inheritdoc/>
    public override string Describe() => $"error {Status} {Message}";
}
