namespace Conformance.RealDaemon.Tests;

/// <summary>The corpus on a real daemon gives the verdicts that it gives on sim: all held.</summary>
public class SameVerdictTests
{
    // Both subjects in one go, so that the few long pulls of one overlap with the many short runs of the other.
    [Test]
    public async Task A_sample_of_every_scenario_file_holds_on_a_real_daemon()
    {
        SharedDaemon.Require();
        using var harness = HarnessProcess.Start(
            "run", Path.Combine(Repository.Root, "scenarios"), "--backend", "docker",
            "--subject", "reference", "--subject", "reference:api", "--sample", "1", "--jobs", "6");
        var (code, output, error) = await harness.Finish();
        TestContext.Out.WriteLine(output);
        Assert.That(code, Is.Zero, string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("held", StringComparison.Ordinal))) + error);
    }
}
