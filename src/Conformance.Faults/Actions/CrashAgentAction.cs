using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>The agent dies at this edge, with SIGKILL. The daemon goes on with what it has accepted.</summary>
[Word("crash-agent", "Kills the agent with SIGKILL at this edge; the daemon goes on with what it has accepted.")]
public sealed record CrashAgentAction : FaultAction
{
    /// <summary>What is left of its checkpoints.</summary>
    [Meaning("What is left of its checkpoints: kept, partial (the last write torn) or lost. Default: kept.", IsShorthand = true)]
    public StateLoss State { get; init; } = StateLoss.Kept;

    /// <summary>Whether its docker programs die too.</summary>
    [Meaning("Whether its docker programs die with it. Default: false.")]
    public bool WithChildren { get; init; }

    /// <summary>A neighbour; null for the first agent.</summary>
    [Meaning("Name of the neighbour that dies. Default: the first agent.")]
    public string? Agent { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override async Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan)
    {
        await host.CrashAgent(new AgentCrash(State, WithChildren, Agent));
        return FaultEffect.Proceed;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"crash of {Agent ?? "the agent"}, state {State.ToString().ToLowerInvariant()}" + (WithChildren ? ", with children" : "");
}
