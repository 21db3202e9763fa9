namespace Conformance.RealDaemon.Tests;

/// <summary>The corpus on a real daemon gives the verdicts that it gives on sim: all held.</summary>
public class SameVerdictTests
{
    private const int Jobs = 5;
    private static readonly string[] Subjects = ["reference", "reference:api"];

    // All at a time, so that the few long pulls overlap with the many short runs; every file once, its subject in turn.
    [Test]
    public async Task A_sample_of_every_scenario_file_holds_on_a_real_daemon()
    {
        SharedDaemon.Require();
        var runs = Subjects.Select((subject, turn) =>
            CorpusSample.Hold("docker", subject, CorpusSample.Files.Where((_, index) => index % Subjects.Length == turn), Jobs));
        await Task.WhenAll(runs);
    }
}
