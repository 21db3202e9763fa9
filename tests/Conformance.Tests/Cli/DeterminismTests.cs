using System.Diagnostics;
using System.Text.Json;
using Conformance.Cli;

namespace Conformance.Tests.Cli;

/// <summary>A run on sim is a pure function of scenario, subject and seed, whatever process computes it.</summary>
[TestFixture]
public class DeterminismTests
{
    [Test]
    public void Two_processes_under_different_conditions_record_the_same_histories()
    {
        var plain = Hashes(new Dictionary<string, string>());
        var strange = Hashes(new Dictionary<string, string>
        {
            ["DOTNET_TieredCompilation"] = "0",
            ["DOTNET_gcServer"] = "1",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0",
            ["TZ"] = "Asia/Kathmandu",
            ["LANG"] = "tr_TR.UTF-8",
            ["LC_ALL"] = "tr_TR.UTF-8",
        });
        Assert.That(plain, Is.Not.Empty);
        Assert.That(strange, Is.EqualTo(plain));
    }

    private static List<string> Hashes(Dictionary<string, string> environment)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])
            [typeof(CommandLine).Assembly.Location, "run", Repository.At("scenarios"), "--sample", "4", "--subject", "reference",
            "--subject", "reference:api", "--seed", "20260101", "--format", "json", "--out", folder.Path])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, error.Result + output);
        using var document = JsonDocument.Parse(output);
        return [.. document.RootElement.GetProperty("runs").EnumerateArray().Select(run =>
            $"{run.GetProperty("file")} {run.GetProperty("case")} {run.GetProperty("subject")} {run.GetProperty("historyHash")}")];
    }
}
