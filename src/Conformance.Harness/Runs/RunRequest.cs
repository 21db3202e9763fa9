using Conformance.Containerizer;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>What to run, on what, with which seed.</summary>
public sealed record RunRequest
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The subject as typed. Default: the reference through docker programs.</summary>
    public string Subject { get; init; } = "reference";

    /// <summary>sim, fake or docker. Default: sim.</summary>
    public string Backend { get; init; } = "sim";

    /// <summary>Seed of everything that is left to chance. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Whether the verdict minds neither a fault that never acted nor another hand that found nothing to act on: for a random workload,
    /// which was not written to show one. Default: it does, as a scenario must show what it was written for.
    /// </summary>
    public bool MayMiss { get; init; }

    /// <summary>Changes the stages of the reference on sim, for tests that need a broken one. Default: its own.</summary>
    internal Func<ContainerizerContext, Stages, Stages>? Compose { get; init; }

    /// <summary>Told of each line of the history as it is written; on wall-clock backends from several threads. Default: nobody.</summary>
    public Action<HistoryEvent>? OnEvent { get; init; }
}

/// <summary>What holds for all runs of one <see cref="Runner"/>.</summary>
public sealed record RunnerOptions
{
    /// <summary>By how much the durations of a scenario are divided on wall-clock backends. Default: 10. Ignored on sim.</summary>
    public double TimeScale { get; init; } = 10;

    /// <summary>An existing daemon to use, such as <c>unix:///var/run/docker.sock</c>; null starts a private one.</summary>
    public string? DockerHost { get; init; }

    /// <summary>Folder for work folders and daemon state of wall-clock runs; null for a new one below the system's temporary folder.</summary>
    public string? WorkFolder { get; init; }

    /// <summary>
    /// The command that starts this program again as a subject's child process (program and first arguments); null finds the
    /// running <c>conformance</c>.
    /// </summary>
    public IReadOnlyList<string>? SelfCommand { get; init; }

    /// <summary>
    /// Cancelled when the user wants no more. A run at a real daemon then ends with <see cref="OperationCanceledException"/>, its
    /// subject killed and its containers removed; a simulated one is over before anybody notices. Default: never.
    /// </summary>
    public CancellationToken Interrupted { get; init; }
}
