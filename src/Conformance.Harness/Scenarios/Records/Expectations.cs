using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>What must hold at the end, besides the checks.</summary>
public sealed record Expectations
{
    /// <summary>By container.</summary>
    [Meaning("How each named container must have ended. Default: nothing asked.")]
    public IReadOnlyDictionary<string, ExpectedTermination> Terminations { get; init; } =
        new Dictionary<string, ExpectedTermination>();

    /// <summary>Launch results by container.</summary>
    [Meaning("How each named launch must have been answered. Default: nothing asked.")]
    public IReadOnlyDictionary<string, ExpectedLaunch> Launches { get; init; } = new Dictionary<string, ExpectedLaunch>();

    /// <summary>Scenario names of containers that must still run; others of the agent must be gone.</summary>
    [Meaning("Names of the agent's containers that must be left running, or none. Default: none.", AllowsNone = true)]
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>Output in the sandbox by container.</summary>
    [Meaning("What must be in the sandbox's stdout and stderr. Default: nothing asked.")]
    public IReadOnlyDictionary<string, ExpectedLogs> Logs { get; init; } = new Dictionary<string, ExpectedLogs>();

    /// <summary>What agent and executor said, by container.</summary>
    [Meaning("What was reported of a task, and what agent and executor said to each other. Default: nothing asked.")]
    public IReadOnlyDictionary<string, ExpectedTalk> Talks { get; init; } = new Dictionary<string, ExpectedTalk>();

    /// <summary>Ids of checks that this scenario must violate: it demonstrates a known fault of a profile.</summary>
    [Meaning("Checks that must be violated, for scenarios that show a known fault. Default: none.")]
    public IReadOnlyList<string> Violations { get; init; } = [];
}

/// <summary>How a container must have ended; absent members are not asked.</summary>
public sealed record ExpectedTermination
{
    /// <summary>Termination.killed.</summary>
    [Meaning("Termination.killed.")]
    public bool? Killed { get; init; }

    /// <summary>Glob on Termination.message.</summary>
    [Meaning("Pattern of Termination.message; * stands for any text.")]
    public string? Message { get; init; }

    /// <summary>Exit code.</summary>
    [Meaning("Exit code in Termination.status.")]
    public int? Exit { get; init; }

    /// <summary>Signal number.</summary>
    [Meaning("Signal in Termination.status.")]
    public int? Signal { get; init; }
}

/// <summary>How a launch must have been answered.</summary>
public sealed record ExpectedLaunch
{
    /// <summary>Its boolean; null: not asked.</summary>
    [Meaning("The answer: true (launched) or false (not mine).", IsShorthand = true)]
    public bool? Answer { get; init; }

    /// <summary>Glob on the failure.</summary>
    [Meaning("It must have failed with a message of this pattern.")]
    public string? Fails { get; init; }
}

/// <summary>What was said about a task.</summary>
public sealed record ExpectedTalk
{
    /// <summary>Patterns of status updates.</summary>
    [Meaning("All states that were reported to the framework, in order: patterns such as running or failed*not register*.")]
    public IReadOnlyList<string>? Reports { get; init; }

    /// <summary>Pattern of <c>TaskStatus.data</c>.</summary>
    [Meaning("Pattern of the data with which the task was reported running.")]
    public string? Data { get; init; }

    /// <summary>Patterns of messages.</summary>
    [Meaning("Messages that came and went in this order, others between them: patterns such as from executor: RegisterExecutorMessage.")]
    public IReadOnlyList<string> Messages { get; init; } = [];
}

/// <summary>Output of a container.</summary>
public sealed record ExpectedLogs
{
    /// <summary>Exact standard output.</summary>
    [Meaning("Exact content of stdout.")]
    public string? Stdout { get; init; }

    /// <summary>Exact standard error.</summary>
    [Meaning("Exact content of stderr.")]
    public string? Stderr { get; init; }

    /// <summary>Last part of standard error.</summary>
    [Meaning("How stderr must end, after what the fetcher said.")]
    public string? StderrEnd { get; init; }
}
