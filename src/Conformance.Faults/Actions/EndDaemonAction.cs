using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>
/// The daemon goes away at this edge and comes back: whoever has asked it something sees the connection end. Its containers live or
/// die with it as the scenario's <c>daemon</c> says.
/// </summary>
[Word("end-daemon", "The daemon ends at this edge and comes back after a time.")]
public sealed record EndDaemonAction : FaultAction
{
    /// <summary>How it ends.</summary>
    [Meaning("stop: in order, with TERM, which without live-restore ends its containers; crash: with KILL.", IsShorthand = true)]
    public required DaemonEnd How { get; init; }

    /// <summary>How long it is away.</summary>
    [Meaning("How long it stays away. Default: 5s.")]
    public TimeSpan For { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override async Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan)
    {
        var end = host.EndDaemon(How, For);
        // At a point it goes on while a daemon takes its time to stop: inside of the daemon that would wait for itself, and the agent's
        // own doing is none of the daemon's.
        var isAtDaemon = FaultPoints.Find(edge.Operation) is null;
        if (How == DaemonEnd.Crash || isAtDaemon)
            await end;
        return isAtDaemon ? new CutConnection(CutPlace.Headers, 0, false) : FaultEffect.Proceed;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        FormattableString.Invariant($"{(How == DaemonEnd.Stop ? "stop" : "crash")} of the daemon for {For.TotalSeconds:0.###} s");
}
