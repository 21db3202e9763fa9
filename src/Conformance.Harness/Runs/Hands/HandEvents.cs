using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>Another hand than the agent's does something to a container.</summary>
/// <param name="Name">Scenario name.</param>
/// <param name="Id">Docker id.</param>
/// <param name="Deed">What, in a few words.</param>
public sealed record HandActed(string Name, string Id, string Deed) : EventData
{
    /// <summary>It removes the container, and what nobody has fetched of its output goes with it.</summary>
    public bool IsRemoval { get; init; }

    /// <inheritdoc/>
    public override string Kind => "hand.acted";

    /// <inheritdoc/>
    public override string? Container => Name;

    /// <inheritdoc/>
    public override string Describe() => "somebody else: " + Deed;
}

/// <summary>The daemon is about to end, at the wish of the scenario; without live-restore its containers end with it.</summary>
/// <param name="How">stop or crash.</param>
public sealed record DaemonEnded(string How) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "daemon.ended";

    /// <inheritdoc/>
    public override string Describe() => How;
}

/// <summary>The daemon answers again.</summary>
public sealed record DaemonReturned : EventData
{
    /// <inheritdoc/>
    public override string Kind => "daemon.returned";

    /// <inheritdoc/>
    public override string Describe() => "";
}
