namespace Conformance.Harness.Fidelity;

/// <summary>A call and what one daemon answered.</summary>
/// <param name="Call">The call.</param>
/// <param name="Answer">The answer.</param>
public sealed record Exchange(ApiCall Call, ApiAnswer Answer);

/// <summary>Everything that one daemon answered to a sequence. Exchanges in one group were sent at the same time.</summary>
/// <param name="Groups">In the order of the sequence; then the look at what is left, and the answers that stayed open.</param>
public sealed record Transcript(IReadOnlyList<IReadOnlyList<Exchange>> Groups)
{
    /// <summary>All exchanges.</summary>
    public IEnumerable<Exchange> Exchanges => Groups.SelectMany(group => group);
}
