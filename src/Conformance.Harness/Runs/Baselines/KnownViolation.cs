using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>A violation that is known and not mended yet: one check of one case of one scenario on one subject and backend.</summary>
public sealed record KnownViolation
{
    /// <summary>Scenario file.</summary>
    [Meaning("Scenario file, relative to the folder of the baseline.")]
    public required string File { get; init; }

    /// <summary>Case of the scenario.</summary>
    [Meaning("Case of the scenario. Default: none, for a scenario without parameters.")]
    public string Case { get; init; } = "";

    /// <summary>Subject as typed.</summary>
    [Meaning("Subject, such as reference@mesos-0.20.1.")]
    public required string Subject { get; init; }

    /// <summary>Backend.</summary>
    [Meaning("Backend: sim or docker.", OneOf = "sim docker")]
    public required string Backend { get; init; }

    /// <summary>Id of the check that is violated.</summary>
    [Meaning("Id of the check that is violated.")]
    public required string Check { get; init; }

    /// <summary>One line, as reports name it.</summary>
    public override string ToString() => $"{File}{(Case.Length == 0 ? "" : $" [{Case}]")}  {Subject} on {Backend}: {Check}";
}

/// <summary>The content of a baseline file.</summary>
public sealed record KnownViolations
{
    /// <summary>All of them.</summary>
    [Meaning("Violations that are known.")]
    public required IReadOnlyList<KnownViolation> Known { get; init; }
}
