using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>One run: scenario x subject x backend x seed, its history and what was judged.</summary>
public sealed record RunResult
{
    private readonly Lazy<ulong> hash = new(() => History.HashOf([]));

    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>Subject as typed, such as <c>reference:api</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>sim, fake or docker.</summary>
    public required string Backend { get; init; }

    /// <summary>Seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What came out.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why it did not run at all; null if it ran. A skipped run counts neither as held nor as unknown.</summary>
    public string? Skipped { get; init; }

    /// <summary>Why the verdict is unknown (a fault that never fired, a stuck run, trouble of the harness); empty otherwise.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Results of all checks and of the scenario's own expectations.</summary>
    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    /// <summary>The record.</summary>
    public IReadOnlyList<HistoryEvent> Events
    {
        get;
        init
        {
            field = value;
            hash = new Lazy<ulong>(() => History.HashOf(value));
        }
    } = [];

    /// <summary>Hash of the history; equal for equal (scenario, subject, seed) on sim. Computed when it is asked for, once.</summary>
    public ulong HistoryHash => hash.Value;

    /// <summary>Time that passed for the subject.</summary>
    public TimeSpan SimulatedTime { get; init; }

    /// <summary>Time that passed for you.</summary>
    public TimeSpan WallTime { get; init; }

    /// <summary>What <c>replay</c> takes to run exactly this again.</summary>
    public string Token { get; init; } = "";
}

/// <summary>What one check found in one run.</summary>
/// <param name="CheckId">Stable id, such as <c>no-leak</c>; <c>expect</c> for the scenario's own expectations.</param>
/// <param name="Judged">How many things it judged; 0 means unknown for what the scenario is about.</param>
/// <param name="Violations">What it found.</param>
public sealed record CheckResult(string CheckId, int Judged, IReadOnlyList<Violation> Violations)
{
    /// <summary>The scenario shows this fault: it expects the violations, so they do not count.</summary>
    public bool IsExpected { get; init; }

    /// <summary>The baseline knows the violations, so they do not count.</summary>
    public bool IsKnown { get; init; }

    /// <summary>There are violations, and the scenario does not expect them.</summary>
    public bool IsUnexpected => Violations.Count > 0 && !IsExpected;

    /// <summary>There are violations that count.</summary>
    public bool Counts => IsUnexpected && !IsKnown;
}

/// <summary>One violation.</summary>
/// <param name="CheckId">Which check.</param>
/// <param name="Container">Scenario name, or Docker name of a foreign one; null if about none.</param>
/// <param name="Sentence">What was expected and what was found.</param>
/// <param name="Evidence">Sequence numbers of the lines that explain it.</param>
public sealed record Violation(string CheckId, string? Container, string Sentence, IReadOnlyList<int> Evidence);
