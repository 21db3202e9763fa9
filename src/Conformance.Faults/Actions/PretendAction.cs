using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>The daemon says that it is done, and has done nothing: a stop that stops nothing, a removal after which the container is back.</summary>
[Word("pretend", "The daemon answers that it is done, and has done nothing.")]
public sealed record PretendAction : FaultAction
{
    private const string Empty = "container.kill container.pause container.remove container.rename container.restart container.start container.stop container.unpause";

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override string? Refuses(string operation, Phase phase) =>
        phase == Phase.After ? "after the effect it is done; use when: before"
        : Array.IndexOf(Empty.Split(' '), operation) < 0 ? "its answer says more than that it is done; those that say no more are " + Empty.Replace(" ", ", ", StringComparison.Ordinal)
        : null;

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) => Task.FromResult<FaultEffect>(new PretendDone());

    /// <inheritdoc/>
    public override string Describe() => "pretended success";
}
