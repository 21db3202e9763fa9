using System.Globalization;
using Conformance.Harness.Runs;
using Spectre.Console;

namespace Conformance.Cli.Reports;

/// <summary>One line a run, what went wrong with the lines that explain it, and a summary. Colours only on a terminal.</summary>
public sealed class ConsoleReport(IAnsiConsole console, BaselineComparison? comparison = null) : IReport
{
    private readonly List<RunResult> results = [];

    /// <inheritdoc/>
    public void Add(RunResult result)
    {
        results.Add(result);
        var colour = result.Skipped is not null ? "grey" : result.Verdict switch
        {
            Verdict.Held => "green",
            Verdict.Unknown => "yellow",
            _ => "red",
        };
        var tail = result.Skipped is { } why
            ? why
            : string.Create(CultureInfo.InvariantCulture,
                $"{result.Subject} on {result.Backend}, {result.Events.Count} events, {Describe.Duration(result.SimulatedTime)}");
        Line($"[{colour}]{Describe.Verdict(result),-8}[/] {Markup.Escape(Describe.Scenario(result))}  [grey]{Markup.Escape(tail)}[/]");
        if (result.Skipped is null && result.Verdict != Verdict.Held)
            Explain(result);
    }

    /// <inheritdoc/>
    public void Finish(bool interrupted, TimeSpan wallTime)
    {
        var ran = results.Where(result => result.Skipped is null).ToList();
        var table = new Table().Border(console.Profile.Capabilities.Ansi ? TableBorder.Rounded : TableBorder.Ascii);
        foreach (var column in new[] { "runs", "held", "violated", "unknown", "skipped", "virtual time", "wall time" })
            table.AddColumn(new TableColumn(column).RightAligned());
        table.AddRow(
            Count(ran.Count),
            Count(ran.Count(result => result.Verdict == Verdict.Held)),
            Count(ran.Count(result => result.Verdict == Verdict.Violated)),
            Count(ran.Count(result => result.Verdict == Verdict.Unknown)),
            Count(results.Count - ran.Count),
            Describe.Duration(new TimeSpan(ran.Sum(result => result.SimulatedTime.Ticks))),
            Describe.Duration(wallTime));
        console.Write(table);
        if (comparison is not null)
            Compare(comparison);
        if (interrupted)
            Line("[yellow]Interrupted: the runs after these were not made.[/]");
    }

    private void Compare(BaselineComparison comparison)
    {
        Line(string.Create(CultureInfo.InvariantCulture,
            $"baseline {Markup.Escape(comparison.Baseline.Path)}: {comparison.Occurred.Count} known, {comparison.New.Count} new, {comparison.Mended.Count} mended, {comparison.Unseen} not seen"));
        foreach (var entry in comparison.New)
            Line($"  [red]new[/]     {Markup.Escape(entry.ToString())}");
        foreach (var entry in comparison.Mended)
            Line($"  [green]mended[/]  {Markup.Escape(entry.ToString())}");
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Explain(RunResult result)
    {
        var names = new Names(result.Events);
        foreach (var violation in result.Checks.Where(check => check.Counts).SelectMany(check => check.Violations))
        {
            Line($"         [red]{violation.CheckId}[/] {Markup.Escape(names.Apply(violation.Sentence))}");
            foreach (var line in Slice.Of(result, violation, names))
                Line($"           [grey]{Markup.Escape(line)}[/]");
        }

        foreach (var reason in result.Reasons)
            Line($"         [yellow]unknown[/] {Markup.Escape(names.Apply(reason))}");
        Line($"         again: ./run.sh replay {Markup.Escape(result.Token)}");
    }

    // Long lines are for pipes and wide terminals; Spectre would break them at 80 columns where there is no terminal.
    private void Line(string markup)
    {
        if (console.Profile.Capabilities.Ansi)
            console.MarkupLine(markup);
        else
            console.Profile.Out.Writer.WriteLine(Markup.Remove(markup));
    }
}
