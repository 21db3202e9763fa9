using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>Collects what one check finds in one run.</summary>
/// <param name="checkId">Id of the check.</param>
internal sealed class Findings(string checkId)
{
    private static readonly IReadOnlyList<Violation> None = [];
    private List<Violation>? violations;

    /// <summary>How many things were judged so far.</summary>
    public int Judged { get; private set; }

    /// <summary>One more thing was judged.</summary>
    public void Judge() => Judged++;

    /// <summary>A violation with the lines that explain it; null lines are left out.</summary>
    public void Violate(string? container, string sentence, params ReadOnlySpan<HistoryEvent?> evidence)
    {
        var numbers = new List<int>(evidence.Length);
        foreach (var line in evidence)
        {
            if (line is not null && !numbers.Contains(line.Sequence))
                numbers.Add(line.Sequence);
        }

        numbers.Sort();
        (violations ??= []).Add(new Violation(checkId, container, sentence, numbers));
    }

    /// <summary>What came out.</summary>
    public CheckResult Result() => new(checkId, Judged, violations ?? None);
}
