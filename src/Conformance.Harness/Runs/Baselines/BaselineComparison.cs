namespace Conformance.Harness.Runs;

/// <summary>
/// Compares results, one by one, with a baseline: violations that it knows no longer count, and entries whose check was judged and
/// held are mended. An entry whose run was not made, was skipped or could not be carried out as written says nothing either way.
/// </summary>
/// <param name="baseline">What is compared with.</param>
/// <param name="accepts">The baseline is to be written anew: violations that it does not know do not count either.</param>
public sealed class BaselineComparison(Baseline baseline, bool accepts = false)
{
    private readonly HashSet<KnownViolation> known = [.. baseline.Known];
    private readonly List<KnownViolation> occurred = [];
    private readonly List<KnownViolation> added = [];
    private readonly List<KnownViolation> mended = [];

    /// <summary>What is compared with.</summary>
    public Baseline Baseline { get; } = baseline;

    /// <summary>Known ones that were seen again.</summary>
    public IReadOnlyList<KnownViolation> Occurred => occurred;

    /// <summary>Those that the baseline does not know.</summary>
    public IReadOnlyList<KnownViolation> New => added;

    /// <summary>Known ones that are no more.</summary>
    public IReadOnlyList<KnownViolation> Mended => mended;

    /// <summary>Known ones of which nothing can be said.</summary>
    public int Unseen => known.Count - occurred.Count - mended.Count;

    /// <summary>The entries of a baseline brought up to date: without the mended ones, with the new ones.</summary>
    public IEnumerable<KnownViolation> Updated => known.Except(mended).Concat(added);

    /// <summary>The result as it counts beside the baseline.</summary>
    public RunResult Apply(RunResult result)
    {
        if (result.Skipped is not null)
            return result;
        var checks = new List<CheckResult>(result.Checks.Count);
        foreach (var check in result.Checks)
            checks.Add(check.IsUnexpected ? check with { IsKnown = Know(result, check) } : NotViolated(result, check));
        var verdict = checks.Exists(check => check.IsUnexpected && !check.IsKnown) ? Verdict.Violated
            : result.Reasons.Count > 0 ? Verdict.Unknown
            : Verdict.Held;
        return result with { Checks = checks, Verdict = verdict };
    }

    private bool Know(RunResult result, CheckResult check)
    {
        var entry = Baseline.EntryOf(result, check.CheckId);
        var isKnown = known.Contains(entry);
        (isKnown ? occurred : added).Add(entry);
        return isKnown || accepts;
    }

    private CheckResult NotViolated(RunResult result, CheckResult check)
    {
        var entry = Baseline.EntryOf(result, check.CheckId);
        if (result.Reasons.Count == 0 && known.Contains(entry))
            mended.Add(entry);
        return check;
    }
}
