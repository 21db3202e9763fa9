using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>What somebody else does to a container of the agent, past the agent and past all faults; completes when it is done.</summary>
public abstract record HandStep : Step
{
    /// <summary>Container.</summary>
    [Meaning("The container.", IsShorthand = true)]
    public required string Container { get; init; }
}

/// <summary>docker pause.</summary>
[Word("pause", "Somebody else freezes a container; waits until it is frozen.")]
public sealed record PauseStep : HandStep;

/// <summary>docker unpause.</summary>
[Word("unpause", "Somebody else thaws a frozen container.")]
public sealed record UnpauseStep : HandStep;

/// <summary>docker kill.</summary>
[Word("kill", "Somebody else sends a signal to a container.")]
public sealed record KillStep : HandStep
{
    /// <summary>The signal.</summary>
    [Meaning("Name or number of the signal. Default: KILL.")]
    public string Signal { get; init; } = "KILL";
}

/// <summary>docker rm -f.</summary>
[Word("remove", "Somebody else removes a container by force.")]
public sealed record RemoveStep : HandStep;

/// <summary>Something happens to the daemon.</summary>
[Word("daemon", "Ends or starts the daemon, and waits until it is gone or answers.")]
public sealed record DaemonStep : Step
{
    /// <summary>What.</summary>
    [Meaning("stop: ends it in order, with TERM; crash: with KILL; start: starts it, or waits until it is back by itself.", IsShorthand = true)]
    public required DaemonDeed Do { get; init; }

    /// <summary>When it comes back.</summary>
    [Meaning("After stop and crash: when it comes back by itself. Default: not before it is started.")]
    public TimeSpan? For { get; init; }
}

/// <summary>What happens to a daemon.</summary>
public enum DaemonDeed
{
    /// <summary>TERM.</summary>
    Stop,

    /// <summary>KILL.</summary>
    Crash,

    /// <summary>A start.</summary>
    Start,
}
