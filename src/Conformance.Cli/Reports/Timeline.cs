using System.Globalization;
using System.Text;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Cli.Reports;

/// <summary>A run as text that a person can follow: whose ids are whose, then one line per event, times relative to the first.</summary>
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
        foreach (var identity in names.Identities)
            text.Append(identity).Append('\n');
        text.Append(names.Identities.Count == 0 ? "" : "\n");
        foreach (var line in result.Events)
            text.Append(Line(line, result.Events[0].Time, names)).Append('\n');
        text.Append('\n');
        foreach (var check in result.Checks)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{check.CheckId}: judged {check.Judged}, violations {check.Violations.Count}\n");
            foreach (var violation in check.Violations)
                AppendViolation(text, result, violation, names);
        }

        foreach (var reason in result.Reasons)
            text.Append("unknown: ").Append(names.Apply(reason)).Append('\n');
        return text.ToString();
    }

    /// <summary>One event as one line, without line feed.</summary>
    internal static string Line(HistoryEvent line, Instant start, Names names)
    {
        var about = line.Data.Container is { Length: > 0 } container ? "[" + names.About(container) + "] " : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{line.Sequence,4} {Describe.Offset(line.Time - start),15} {names.Apply(line.Actor),-14} {line.Data.Kind,-20} {about}{names.Apply(line.Data.Describe()).ReplaceLineEndings("\\n")}");
    }

    private static void AppendViolation(StringBuilder text, RunResult result, Violation violation, Names names)
    {
        text.Append("  ").Append(names.Apply(violation.Sentence)).Append('\n');
        foreach (var line in Slice.Of(result, violation, names))
            text.Append("    ").Append(line).Append('\n');
    }
}
