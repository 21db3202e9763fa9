namespace Conformance.Harness.Fidelity;

/// <summary>What became of one sequence.</summary>
/// <param name="Sequence">The sequence, made as small as it could be where it was.</param>
/// <param name="Real">What the real daemon answered.</param>
/// <param name="Differences">In what the fake one differed, without what is known.</param>
/// <param name="Known">Entries of the known differences that it met.</param>
public sealed record SequenceResult(CallSequence Sequence, Transcript Real, IReadOnlyList<AnswerDifference> Differences, IReadOnlyList<KnownDifference> Known)
{
    /// <summary>Differences of an earlier play that did not come again. Default: none.</summary>
    public IReadOnlyList<AnswerDifference> Passing { get; init; } = [];

    /// <summary>The differences, and how to see them again.</summary>
    public string Describe() =>
        $"{Sequence.Name}: {Differences.Count} differences\n{string.Join('\n', Differences.Select(difference => "  " + difference))}\n{Sequence.ToCurl()}";
}
