namespace Conformance.Tests.Runs;

/// <summary>
/// The corpus at a fake daemon behind a socket gives the verdicts that it gives on sim: all held. It runs after all other tests: a busy host makes
/// real processes late.
/// </summary>
[TestFixture]
[NonParallelizable]
public class TheCorpusOnTheBackendFake
{
    private const int Jobs = 10;
    private const int Every = 3;
    private static readonly string[] Subjects = ["reference:api", "reference"];

    // Some files, as one of a kind follows another; both subjects at a time, each file with one of them.
    [Test]
    public async Task A_sample_of_the_scenario_files_holds_on_the_fake_daemon()
    {
        var subjects = HasDocker ? Subjects : Subjects[..1];
        var files = CorpusSample.Files.Where((_, index) => index % Every == 0).ToList();
        await Task.WhenAll(subjects.Select((subject, turn) =>
            CorpusSample.Hold("fake", subject, files.Where((_, index) => index % subjects.Length == turn), Jobs)));
    }

    /// <summary>Whether there are docker programs, through which the subject <c>reference</c> speaks.</summary>
    private static bool HasDocker =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "docker")));
}
