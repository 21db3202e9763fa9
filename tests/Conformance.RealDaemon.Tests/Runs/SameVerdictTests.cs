namespace Conformance.RealDaemon.Tests;

/// <summary>The corpus on a real daemon gives the verdicts that it gives on sim: all held.</summary>
public class SameVerdictTests
{
    [TestCase("reference")]
    [TestCase("reference:api")]
    public async Task A_sample_of_every_scenario_file_holds_on_a_real_daemon(string subject)
    {
        SharedDaemon.Require();
        using var harness = HarnessProcess.Start(
            "run", Path.Combine(Repository.Root, "scenarios"), "--backend", "docker", "--subject", subject, "--sample", "2", "--jobs", "6");
        var (code, output, error) = await harness.Finish();
        TestContext.Out.WriteLine(output);
        Assert.That(code, Is.Zero, string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("held", StringComparison.Ordinal))) + error);
    }
}
