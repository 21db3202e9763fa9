namespace Conformance.RealDaemon.Tests;

/// <summary>The corpus on a real daemon gives the verdicts that it gives on sim: all held.</summary>
public class SameVerdictTests
{
    private static readonly string[] Subjects = ["reference", "reference:api"];

    // All at a time, so that the few long pulls overlap with the many short runs; every file once, its subject in turn.
    [Test]
    public async Task A_sample_of_every_scenario_file_holds_on_a_real_daemon()
    {
        SharedDaemon.Require();
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var runs = Subjects.Select((subject, turn) => Hold(subject, [.. files.Where((_, index) => index % Subjects.Length == turn)]));
        await Task.WhenAll(runs);
    }

    private static async Task Hold(string subject, string[] files)
    {
        using var harness = HarnessProcess.Start(["run", .. files, "--backend", "docker", "--subject", subject, "--sample", "1", "--jobs", "5"]);
        var (code, output, error) = await harness.Finish();
        TestContext.Out.WriteLine(output);
        Assert.That(code, Is.Zero, string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("held", StringComparison.Ordinal))) + error);
    }
}
