using System.Text.Json;

namespace Conformance.Tests;

/// <summary>One case of each scenario file on a backend whose clock is the wall's: each of them holds, as all do on sim, or is skipped.</summary>
internal static class CorpusSample
{
    private static readonly string[] Held = ["held", "skipped"];

    /// <summary>All scenario files, in ordinal order.</summary>
    public static IReadOnlyList<string> Files =>
        [.. Directory.GetFiles(Repository.At("scenarios"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Runs them. What does not hold is told at the beginning and at the end of the failure, with its timeline between: lists are long, and readers of
    /// logs see one of their ends.
    /// </summary>
    /// <param name="backend">Where.</param>
    /// <param name="subject">Whom.</param>
    /// <param name="files">Which.</param>
    /// <param name="jobs">Runs at a time: most of one is waiting.</param>
    public static async Task Hold(string backend, string subject, IEnumerable<string> files, int jobs)
    {
        using var harness = HarnessProcess.Start(
            ["run", .. files, "--backend", backend, "--subject", subject, "--sample", "1", "--jobs", jobs.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var (code, output, error) = await harness.Finish();
        TestContext.Out.WriteLine(output);
        var report = Path.Combine(harness.Folder, "out", "report.json");
        var troubles = File.Exists(report) ? Troubles(await File.ReadAllTextAsync(report)) : "there is no report";
        var lines = output.Split('\n').Where(line => !Held.Any(word => line.StartsWith(word, StringComparison.Ordinal)));
        if (code != 0 || troubles.Length > 0)
            Assert.Fail($"exit code {code}\n{troubles}\n\n{string.Join('\n', lines)}{error}\n\nexit code {code}\n{troubles}");
    }

    /// <summary>A line for each run that does not hold, and one for each violation and reason; empty if all hold.</summary>
    private static string Troubles(string report)
    {
        using var document = JsonDocument.Parse(report);
        var lines = new List<string>();
        foreach (var run in document.RootElement.GetProperty("runs").EnumerateArray())
        {
            if (Held.Contains(Text(run, "verdict")))
                continue;
            lines.Add($"{Text(run, "verdict")} {Path.GetRelativePath(Repository.Root, Text(run, "file"))} '{Text(run, "case")}' {Text(run, "subject")} on {Text(run, "backend")}");
            lines.AddRange(
                from check in run.GetProperty("checks").EnumerateArray()
                where !check.TryGetProperty("expected", out _)
                from violation in check.GetProperty("violations").EnumerateArray()
                select $"  {Text(check, "id")}: {Text(violation, "sentence")}");
            lines.AddRange(run.GetProperty("reasons").EnumerateArray().Select(reason => $"  unknown: {reason.GetString()}"));
        }

        return string.Join('\n', lines);

        static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
    }
}
