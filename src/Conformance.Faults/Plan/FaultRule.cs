using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>A fault: when this edge is reached, do that.</summary>
/// <param name="Trigger">The edge.</param>
/// <param name="Action">What happens there.</param>
public sealed record FaultRule(
    [property: Meaning("Where it happens.", Key = "at")] Trigger Trigger,
    FaultAction Action)
{
    /// <summary>Name of the personality that it is part of, which has shown itself when one of its faults has acted; null for a fault of its own.</summary>
    public string? Personality { get; init; }

    /// <summary>Whether its edge lies inside of a daemon, where no proxy can see it.</summary>
    public bool IsInsideDaemon => FaultPoints.Find(Trigger.On) is { IsInsideDaemon: true };
}
