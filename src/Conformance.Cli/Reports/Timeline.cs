using System.Globalization;
using System.Text;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Cli.Reports;

/// <summary>A run as text that a person can follow: one line per event, times relative to the first.</summary>
public static class Timeline
{
    /// <summary>The whole run with its head and what was judged.</summary>
    public static string Write(RunResult result)
    {
        var text = new StringBuilder();
        text.Append(result.Scenario.Title).Append(result.Scenario.Case.Length == 0 ? "" : $" [{result.Scenario.Case}]").Append('\n');
        text.Append(CultureInfo.InvariantCulture,
            $"{Describe.Run(result)}, {Describe.Verdict(result)}\n\n");
        var names = new Names(result.Events);
        foreach (var line in result.Events)
            Append(text, line, result.Events[0].Time, names);
        text.Append('\n');
        foreach (var check in result.Checks)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{check.CheckId}: judged {check.Judged}, violations {check.Violations.Count}\n");
            foreach (var violation in check.Violations)
                text.Append("  ").Append(names.Apply(violation.Sentence)).Append('\n');
        }

        foreach (var reason in result.Reasons)
            text.Append("unknown: ").Append(names.Apply(reason)).Append('\n');
        return text.ToString();
    }

    /// <summary>Only the lines that explain one violation.</summary>
    public static string Slice(RunResult result, Violation violation)
    {
        var text = new StringBuilder();
        var names = new Names(result.Events);
        foreach (var sequence in violation.Evidence.Distinct().Order())
        {
            if (sequence >= 0 && sequence < result.Events.Count)
                Append(text, result.Events[sequence], result.Events[0].Time, names);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, HistoryEvent line, Instant start, Names names)
    {
        var about = line.Data.Container is { Length: > 0 } container ? "[" + names.Apply(container) + "] " : "";
        text.Append(CultureInfo.InvariantCulture, $"{line.Sequence,4} {Describe.Offset(line.Time - start),15} ");
        text.Append(CultureInfo.InvariantCulture, $"{names.Apply(line.Actor),-14} {line.Data.Kind,-20} ");
        text.Append(about).Append(names.Apply(line.Data.Describe()).ReplaceLineEndings("\\n")).Append('\n');
    }
}
