using Conformance.Harness.Checks;

namespace Conformance.Harness.Runs;

/// <summary>
/// From the results of all checks and the trouble of the run to one verdict, which is only ever raised: a violation beats
/// everything; a run that could not be carried out as written, or in which nothing was judged, is unknown. For a scenario that
/// shows a known fault (<c>expect: violations</c>) the checks it names must be violated, and only those.
/// </summary>
internal static class Judge
{
    /// <summary>Judges a recorded run.</summary>
    /// <param name="record">The run.</param>
    /// <param name="hasPlayed">Whether all its steps were done and it has settled; otherwise only checks are asked that can do without.</param>
    /// <param name="troubles">What kept it from being carried out as written.</param>
    public static (Verdict Verdict, IReadOnlyList<CheckResult> Checks, IReadOnlyList<string> Reasons) Of(
        RunRecord record, bool hasPlayed, IReadOnlyList<string> troubles)
    {
        var checks = CheckRegistry.All.Where(check => hasPlayed || !check.NeedsEnd).ToList();
        var results = new CheckResult[checks.Count];
        var reasons = new List<string>(troubles);
        var expected = record.Scenario.Expect.Violations;
        var isViolated = false;
        var judged = 0;
        if (!hasPlayed)
            expected = [];
        for (var position = 0; position < results.Length; position++)
        {
            var result = results[position] = checks[position].Judge(record);
            judged += result.Judged;
            var isExpected = expected.Contains(result.CheckId, StringComparer.Ordinal);
            isViolated |= result.Violations.Count > 0 && !isExpected;
            if (isExpected && result.Violations.Count > 0)
            {
                results[position] = result with { IsExpected = true };
            }
            else if (isExpected)
            {
                isViolated = true;
                var sentence = $"this scenario shows a known fault: {result.CheckId} must be violated, and was not";
                results[position] = result with { Violations = [new Violation(result.CheckId, null, sentence, [])] };
            }
        }

        if (judged == 0)
            reasons.Add("nothing was judged");
        return (isViolated ? Verdict.Violated : reasons.Count > 0 ? Verdict.Unknown : Verdict.Held, results, reasons);
    }
}
