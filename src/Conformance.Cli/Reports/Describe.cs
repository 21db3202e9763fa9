using System.Globalization;
using Conformance.Harness.Runs;

namespace Conformance.Cli.Reports;

/// <summary>The few phrases that all reports share.</summary>
internal static class Describe
{
    /// <summary>Subject, backend and seed.</summary>
    public static string Run(RunResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Subject} on {result.Backend}, seed {result.Seed}");

    /// <summary>One lower-case word.</summary>
    public static string Verdict(RunResult result) => result.Skipped is not null
        ? "skipped"
        : result.Verdict switch
        {
            Harness.Runs.Verdict.Held => result.Checks.Any(check => check.IsKnown) ? "known" : "held",
            Harness.Runs.Verdict.Unknown => "unknown",
            _ => "violated",
        };

    /// <summary>File and case of a scenario, relative to the present folder where it is below it.</summary>
    public static string Scenario(RunResult result)
    {
        var path = result.Scenario.File;
        return result.Scenario.Case.Length == 0 ? path : $"{path} [{result.Scenario.Case}]";
    }

    /// <summary>Seconds with microseconds, or minutes and hours before them.</summary>
    public static string Offset(TimeSpan offset)
    {
        var seconds = offset.TotalSeconds;
        return offset < TimeSpan.FromMinutes(1)
            ? seconds.ToString("0.000000", CultureInfo.InvariantCulture) + "s"
            : string.Create(CultureInfo.InvariantCulture, $"{(long)offset.TotalMinutes}m{seconds % 60:00.000000}s");
    }

    /// <summary>A duration as a person says it.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => span.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms",
        { TotalMinutes: < 1 } => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours} h {span.Minutes} min"),
    };
}
