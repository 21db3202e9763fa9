using Conformance.Harness.Runs;

namespace Conformance.Cli.Reports;

/// <summary>Several reports as one.</summary>
internal sealed class ReportSet(IReadOnlyList<IReport> reports) : IReport
{
    /// <summary>The reports of a run: one to the terminal, and the files below <paramref name="folder"/>.</summary>
    /// <exception cref="UsageException">No such format.</exception>
    public static ReportSet Create(Terminal terminal, string format, string folder, BaselineComparison? comparison = null) => new(
    [
        format switch
        {
            "console" => new ConsoleReport(terminal.Console, comparison),
            "json" => new JsonReport(terminal.Out, comparison),
            _ => throw new UsageException($"--format '{format}': expected console or json."),
        },
        new JUnitReport(Path.Combine(folder, "junit.xml")),
        new JsonReport(Path.Combine(folder, "report.json"), comparison),
        new TimelineFiles(Path.Combine(folder, "timelines")),
    ]);

    /// <inheritdoc/>
    public void Add(RunResult result)
    {
        foreach (var report in reports)
            report.Add(result);
    }

    /// <inheritdoc/>
    public void Finish(bool interrupted, TimeSpan wallTime)
    {
        foreach (var report in reports)
            report.Finish(interrupted, wallTime);
    }
}
