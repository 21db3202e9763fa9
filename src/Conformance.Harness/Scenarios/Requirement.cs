using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>One sentence that a containerizer must or should satisfy.</summary>
public sealed record Requirement
{
    /// <summary>Stable id: area and number.</summary>
    public required string Name { get; init; }

    /// <summary>MUST or SHOULD.</summary>
    [Meaning("MUST or SHOULD.", OneOf = "MUST SHOULD")]
    public required string Level { get; init; }

    /// <summary>What is asked.</summary>
    [Meaning("What is asked, one sentence.")]
    public required string Sentence { get; init; }

    /// <summary>Where it comes from.</summary>
    [Meaning("Where it comes from.")]
    public required string Source { get; init; }
}

/// <summary>The file <c>requirements.yaml</c>.</summary>
public sealed record RequirementFile
{
    /// <summary>All, in file order.</summary>
    [Meaning("Requirements by id.")]
    public required IReadOnlyList<Requirement> Requirements { get; init; }
}
