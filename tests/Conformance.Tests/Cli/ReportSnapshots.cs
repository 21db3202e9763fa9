using System.Text.RegularExpressions;

namespace Conformance.Tests.Cli;

/// <summary>
/// A violation as each report shows it, with the slice of the timeline that explains it: of two containers the one that it is about,
/// what hit everything, and what is left out counted.
/// </summary>
[TestFixture]
public partial class ReportSnapshots
{
    private const string Scenario = """
        scenario: a program that ends with 3 is expected to end with 4, while another one runs beside it
        requirements: [LAUNCH-1]
        images:
          tiny: {}
        steps:
          - launch: { container: web, image: tiny, value: "echo hello; sleep 5; exit 3" }
          - launch: { container: other, image: tiny, value: "sleep 9" }
          - launched: web
          - wait: web
          - wait: other
        faults:
          - at: { on: container.start, container: web, when: after }
            crash-agent: {}
        expect:
          terminations: { web: { exit: 4 } }
        """;

    [TestCase("console")]
    [TestCase("json")]
    public void What_is_printed_shows_the_slice(string format)
    {
        using var folder = new TemporaryFolder();
        Snapshot.Match("reports/" + format, Clean(folder, Run(folder, format).Out));
    }

    [Test]
    public void JUnit_shows_the_slice()
    {
        using var folder = new TemporaryFolder();
        Run(folder, "console");
        Snapshot.Match("reports/junit", Clean(folder, File.ReadAllText(Path.Combine(folder.Path, "junit.xml"))));
    }

    [Test]
    public void A_timeline_shows_the_slice_below_its_check()
    {
        using var folder = new TemporaryFolder();
        Run(folder, "console");
        var text = File.ReadAllText(Directory.EnumerateFiles(Path.Combine(folder.Path, "timelines"), "*.txt", SearchOption.AllDirectories).Single());
        // Before the checks whose ids come after.
        var from = text.IndexOf("expect: judged", StringComparison.Ordinal);
        Snapshot.Match("reports/timeline", Clean(folder, text[from..text.IndexOf("\nfo", from, StringComparison.Ordinal)] + "\n"));
    }

    private static CommandRun Run(TemporaryFolder folder, string format)
    {
        var run = CommandRun.Of("run", folder.Write("wrong.yaml", Scenario), "--out", folder.Path, "--format", format, "--subject", "reference:api");
        Assert.That(run.Code, Is.EqualTo(1), run.Error);
        return run;
    }

    /// <summary>Without what differs from run to run: the folder, the wall's clock.</summary>
    private static string Clean(TemporaryFolder folder, string text) => WallTime().Replace(
        text.Replace(folder.Path, "FOLDER", StringComparison.Ordinal).Replace(folder.Path.Replace('/', '.'), "FOLDER", StringComparison.Ordinal), "WALL");

    [GeneratedRegex("""(?<=time=")[0-9.]+|(?<="wallSeconds": )[0-9.E-]+| +[0-9.]+ m?s(?= \|\n)""")]
    private static partial Regex WallTime();
}
