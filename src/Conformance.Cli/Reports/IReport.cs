using Conformance.Harness.Runs;

namespace Conformance.Cli.Reports;

/// <summary>
/// A form in which results are told. Results arrive one by one, in a fixed order; <see cref="Finish"/> comes once,
/// also after an interruption.
/// </summary>
public interface IReport
{
    /// <summary>One run is over.</summary>
    void Add(RunResult result);

    /// <summary>All runs are over.</summary>
    /// <param name="interrupted">The user stopped the rest.</param>
    /// <param name="wallTime">How long all of it took, which with several runs at a time is less than their sum.</param>
    void Finish(bool interrupted, TimeSpan wallTime);
}
