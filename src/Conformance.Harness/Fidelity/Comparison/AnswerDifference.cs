namespace Conformance.Harness.Fidelity;

/// <summary>One place in which the fake daemon answered another thing than the real one.</summary>
/// <param name="Call">To which call.</param>
/// <param name="Text">Where, and both values.</param>
public sealed record AnswerDifference(ApiCall Call, string Text)
{
    /// <summary>All differences between two transcripts of one sequence.</summary>
    public static IReadOnlyList<AnswerDifference> Between(Transcript real, Transcript fake) =>
        [.. NormalAnswer.Read(real).Zip(NormalAnswer.Read(fake)).SelectMany(pair =>
            JsonDifference.Between(pair.First.Answer, pair.Second.Answer).Select(text => new AnswerDifference(pair.First.Call, text)))];

    /// <summary>Whether both are of one call and one place, whatever the values.</summary>
    public bool IsLike(AnswerDifference other) => Call == other.Call && Place == other.Place;

    private string Place => Text.Split(':')[0];

    /// <inheritdoc/>
    public override string ToString() => $"{Call}\n    {Text}";
}
