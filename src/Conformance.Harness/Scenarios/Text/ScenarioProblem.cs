namespace Conformance.Harness.Scenarios;

/// <summary>One thing that is wrong with a file.</summary>
/// <param name="At">Where.</param>
/// <param name="Given">What was found there, one sentence.</param>
/// <param name="Expected">What would be right; null if the sentence says it.</param>
/// <param name="Nearest">The right word that looks most like the one given; null if none does.</param>
public sealed record ScenarioProblem(Position At, string Given, string? Expected = null, string? Nearest = null)
{
    /// <summary>One line.</summary>
    public override string ToString() =>
        $"{At}: {Given}"
        + (Expected is null ? "" : $"; expected {Expected}")
        + (Nearest is null ? "" : $"; did you mean '{Nearest}'?");
}
