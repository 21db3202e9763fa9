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
}
