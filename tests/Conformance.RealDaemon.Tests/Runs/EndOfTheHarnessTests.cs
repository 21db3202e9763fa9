using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

/// <summary>However and whenever the command ends, nothing of a run on a real daemon stays alive.</summary>
public class EndOfTheHarnessTests
{
    private const int Moments = 20;
    private const int LatestMilliseconds = 5000;

    private static readonly string Scenarios = Path.Combine(Repository.Root, "scenarios");

    private static IEnumerable<int> RandomMoments()
    {
        // The same moments each time, spread over start of the daemon, import of images, runs and settling.
        var random = new Random(20);
        return Enumerable.Range(0, Moments).Select(_ => random.Next(LatestMilliseconds));
    }

    [TestCaseSource(nameof(RandomMoments))]
    public async Task A_SIGKILL_at_any_moment_leaves_nothing_alive(int milliseconds)
    {
        SharedDaemon.Require();
        using var harness = HarnessProcess.Start("run", Path.Combine(Scenarios, "basic"), "--backend", "docker", "--sample", "1");
        var end = harness.Finish();
        await Task.Delay(milliseconds);
        harness.Kill();
        await end;

        await Until(() => harness.Belongings.Count == 0, () => "still alive: " + string.Join('\n', harness.Belongings.Select(process => string.Join(' ', process.Arguments))));
        Assert.That(await File.ReadAllTextAsync("/proc/self/mounts"), Does.Not.Contain(harness.Folder), "mounts");
        var cleaned = await Doctor.Examine(clean: true, harness.Folder);
        Assert.That(cleaned.All(finding => finding.IsCleaned), Is.True, () => string.Join('\n', cleaned));
        Assert.That(await Doctor.Examine(clean: false, harness.Folder), Is.Empty);
        Assert.That(OwnedFolder.Find(harness.Folder), Is.Empty, "folders");
    }

    [Test]
    public async Task An_interruption_leaves_a_report_and_nothing_else()
    {
        SharedDaemon.Require();
        using var harness = HarnessProcess.Start("run", Path.Combine(Scenarios, "basic"), "--backend", "docker");
        var end = harness.Finish();
        await Until(() => harness.Belongings.Any(process => process.Arguments.Contains("subject")), () => "no run has begun");
        await harness.Signal(Signals.Int);
        var (code, output, error) = await end;

        Assert.That(code, Is.EqualTo(130), output + error);
        Assert.That(harness.Belongings, Is.Empty);
        Assert.That(OwnedFolder.Find(harness.Folder), Is.Empty);
        // The report so far: of the run that was under way, nothing.
        Assert.That(await File.ReadAllTextAsync(Path.Combine(harness.Folder, "out", "junit.xml")), Does.Not.Contain("<testcase"));
    }

    private static async Task Until(Func<bool> condition, Func<string> otherwise)
    {
        for (var attempt = 0; attempt < 3000 && !condition(); attempt++)
            await Task.Delay(10);
        Assert.That(condition(), Is.True, otherwise);
    }
}
