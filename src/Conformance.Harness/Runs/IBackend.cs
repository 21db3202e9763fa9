using Conformance.Harness.Checks;
using Conformance.Harness.Subjects;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>
/// Where runs take place: a daemon, a machine and a clock. Carries a run out and records it; does not judge. What is dear to
/// set up (a real daemon) is kept until <see cref="IDisposable.Dispose"/>.
/// </summary>
internal interface IBackend : IDisposable
{
    /// <summary>sim, fake or docker.</summary>
    string Name { get; }

    /// <summary>Carries a run out.</summary>
    RecordedRun Run(RunRequest request, SubjectName subject);
}

/// <summary>A run that was carried out and not judged yet.</summary>
internal sealed record RecordedRun
{
    /// <summary>The record.</summary>
    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    /// <summary>What is left.</summary>
    public required GroundTruth Truth { get; init; }

    /// <summary>Time that passed for the subject.</summary>
    public TimeSpan SimulatedTime { get; init; }

    /// <summary>All steps were done and the run has settled.</summary>
    public bool HasPlayed { get; init; }

    /// <summary>What kept the run from being carried out as written.</summary>
    public IReadOnlyList<string> Troubles { get; init; } = [];

    /// <summary>By how much durations were divided.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>What a real machine may need on top of a bound.</summary>
    public TimeSpan Slack { get; init; }
}
