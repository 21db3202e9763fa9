namespace Conformance.Harness.Runs;

/// <summary>Outcome of a check or a run, ordered; only ever raised.</summary>
public enum Verdict
{
    /// <summary>Judged at least once, no violation.</summary>
    Held,

    /// <summary>Nothing was judged, or the run could not be carried out as written.</summary>
    Unknown,

    /// <summary>A violation was found.</summary>
    Violated,
}
