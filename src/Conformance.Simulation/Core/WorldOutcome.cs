namespace Conformance.Simulation;

/// <summary>Why <see cref="World.Run"/> returned.</summary>
public enum WorldEnd
{
    /// <summary>The condition given to it holds.</summary>
    Finished,

    /// <summary>Nothing can run and no timer is set: nothing would ever happen again.</summary>
    Stuck,

    /// <summary>The next thing to happen lies behind the limit; the clock stands at the limit.</summary>
    LimitReached,

    /// <summary>A rule of the simulation was broken; what happened afterwards means nothing.</summary>
    Failed,
}

/// <summary>How a run of the world ended.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="Detail">For a person: who waits (stuck), what went wrong with its stack (failed); else empty.</param>
public sealed record WorldOutcome(WorldEnd End, string Detail = "");
