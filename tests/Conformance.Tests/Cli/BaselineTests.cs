using System.Text.Json;

namespace Conformance.Tests.Cli;

/// <summary>Known violations fail no run; new ones do; mended ones are told.</summary>
[TestFixture]
public class BaselineTests
{
    private const int Held = 0;
    private const int Violated = 1;
    private const int Unknown = 2;
    private const int Data = 65;

    private const string Wrong = """
        scenario: a program that ends with 3 is expected to end with 4
        requirements: [LAUNCH-1]
        parameters:
          code: [3, 4]
        images:
          tiny: {}
        steps:
          - launch: { container: web, image: tiny, value: "exit ${code}" }
          - wait: web
        expect:
          terminations: { web: { exit: 4 } }
        """;

    [Test]
    public void Without_a_baseline_the_violation_fails_the_run()
    {
        using var folder = new TemporaryFolder();
        Assert.That(Run(folder, Scenario(folder)).Code, Is.EqualTo(Violated));
    }

    [Test]
    public void A_baseline_that_was_written_makes_the_same_run_pass()
    {
        using var folder = new TemporaryFolder();
        var scenario = Scenario(folder);
        var known = Written(folder, scenario);
        var run = Run(folder, scenario, "--baseline", known);
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(known), Does.Contain("\"file\": \"wrong.yaml\"").And.Contain("\"case\": \"code=3\"").And.Contain("\"check\": \"expect\""));
            Assert.That(run.Code, Is.EqualTo(Held), run.Out);
            Assert.That(run.Out, Does.Contain("1 known, 0 new, 0 mended, 0 not seen").And.Not.Contain("again:"));
        });
    }

    [Test]
    public void A_violation_that_it_does_not_know_fails_the_run_and_only_that_is_explained()
    {
        using var folder = new TemporaryFolder();
        var known = Written(folder, Scenario(folder));
        var run = Run(folder, Scenario(folder, Wrong.Replace("[3, 4]", "[3, 5]")), "--baseline", known);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(Violated));
            Assert.That(run.Out, Does.Contain("1 known, 1 new, 0 mended, 0 not seen"));
            Assert.That(run.Out, Does.Contain("found exit code 5").And.Not.Contain("found exit code 3"));
            Assert.That(run.Out, Does.Match(@"new\s+wrong.yaml \[code=5\]  reference on sim: expect"));
        });
    }

    [Test]
    public void A_violation_that_is_no_more_is_told_and_goes_when_the_baseline_is_brought_up_to_date()
    {
        using var folder = new TemporaryFolder();
        var known = Written(folder, Scenario(folder));
        var mended = Scenario(folder, Wrong.Replace("exit: 4", "exit: \"${code}\""));
        var run = Run(folder, mended, "--baseline", known, "--write-baseline", known);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(Held), run.Error);
            Assert.That(run.Out, Does.Match(@"mended\s+wrong.yaml \[code=3\]  reference on sim: expect"));
            Assert.That(File.ReadAllText(known), Does.Not.Contain("wrong.yaml"));
        });
    }

    [Test]
    public void An_entry_whose_run_was_not_made_stays_and_is_counted()
    {
        using var folder = new TemporaryFolder();
        var scenario = Scenario(folder);
        var known = Written(folder, scenario);
        var run = Run(folder, scenario, "--baseline", known, "--write-baseline", known, "--case", "code=4");
        Assert.Multiple(() =>
        {
            Assert.That(run.Out, Does.Contain("0 known, 0 new, 0 mended, 1 not seen"));
            Assert.That(File.ReadAllText(known), Does.Contain("code=3"));
        });
    }

    [Test]
    public void An_unknown_verdict_is_no_violation_that_could_be_known()
    {
        using var folder = new TemporaryFolder();
        var scenario = Scenario(folder, Wrong + "\nfaults:\n  - at: container.pause\n    hang: {}\n");
        var known = Path.Combine(folder.Path, "known.json");
        Assert.That(Run(folder, scenario, "--write-baseline", known).Code, Is.EqualTo(Unknown));
    }

    [Test]
    public void Files_are_named_relative_to_the_baseline_wherever_it_lies()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        var scenario = Scenario(folder);
        var known = Path.Combine(elsewhere.Path, "known.json");
        Run(folder, scenario, "--write-baseline", known);
        Assert.That(File.ReadAllText(known), Does.Contain($"\"file\": \"../{Path.GetFileName(folder.Path)}/wrong.yaml\""));
        Assert.That(Run(folder, scenario, "--baseline", known).Code, Is.EqualTo(Held));
    }

    [Test]
    public void The_reports_tell_known_violations_from_others()
    {
        using var folder = new TemporaryFolder();
        var scenario = Scenario(folder);
        var run = Run(folder, scenario, "--baseline", Written(folder, scenario), "--format", "json");
        using var document = JsonDocument.Parse(run.Out);
        var first = document.RootElement.GetProperty("runs")[0];
        Assert.Multiple(() =>
        {
            Assert.That(document.RootElement.GetProperty("baseline").GetProperty("known").GetArrayLength(), Is.EqualTo(1));
            Assert.That(first.GetProperty("verdict").GetString(), Is.EqualTo("known"));
            Assert.That(first.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("id").GetString() == "expect").GetProperty("known").GetBoolean());
            Assert.That(File.ReadAllText(Path.Combine(folder.Path, "junit.xml")), Does.Contain("failures=\"0\"").And.Contain("known: expect:"));
        });
    }

    private static IEnumerable<TestCaseData> BadBaselines()
    {
        const string Entry = """{ "file": "wrong.yaml", "case": "code=3", "subject": "reference", "backend": "sim", "check": "expect" }""";
        yield return Bad("no entries", "{}", "known.json:1:1", "'known' is missing");
        yield return Bad("an unknown key", $$"""{ "known": [{{Entry.Replace("backend", "backnd")}}] }""", "known.json:1:", "backnd", "did you mean 'backend'");
        yield return Bad("an unknown check", $$"""{ "known": [{{Entry.Replace("\"expect\"", "\"no-leek\"")}}] }""", "no-leek", "did you mean 'no-leak'");
        yield return Bad("an unknown backend", $$"""{ "known": [{{Entry.Replace("\"sim\"", "\"simm\"")}}] }""", "simm", "sim");
        yield return Bad("an unknown subject", $$"""{ "known": [{{Entry.Replace("\"reference\"", "\"refrence\"")}}] }""", "refrence", "reference");
        yield return Bad("a file that is gone", $$"""{ "known": [{{Entry.Replace("wrong.yaml", "gone.yaml")}}] }""", "gone.yaml");
        yield return Bad("the same entry twice", $$"""{ "known": [{{Entry}},{{"\n"}}{{Entry}}] }""", "known.json:2:1", "twice");
        yield return Bad("no JSON", "{ \"known\": [", "known.json:2:1", "bad JSON");

        static TestCaseData Bad(string what, string text, params string[] words) =>
            new TestCaseData(text, words).SetName($"A baseline with {what} is refused with its place");
    }

    [TestCaseSource(nameof(BadBaselines))]
    public void A_bad_baseline_is_refused_with_its_place(string text, string[] words)
    {
        using var folder = new TemporaryFolder();
        var run = Run(folder, Scenario(folder), "--baseline", folder.Write("known.json", text));
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(Data), run.Error);
            foreach (var word in words)
                Assert.That(run.Error, Does.Contain(word));
            Assert.That(run.Error, Does.Not.Contain("   at "), "no stack trace");
        });
    }

    [Test]
    public void A_baseline_that_is_missing_is_named()
    {
        using var folder = new TemporaryFolder();
        var run = Run(folder, Scenario(folder), "--baseline", Path.Combine(folder.Path, "none.json"));
        Assert.That((run.Code, run.Error), Is.EqualTo((Data, $"{folder.Path}/none.json:1:1: there is no such file; expected a baseline, as --write-baseline makes it\n")));
    }

    private static string Scenario(TemporaryFolder folder, string text = Wrong) => folder.Write("wrong.yaml", text);

    private static string Written(TemporaryFolder folder, string scenario)
    {
        var known = Path.Combine(folder.Path, "known.json");
        Assert.That(Run(folder, scenario, "--write-baseline", known).Code, Is.EqualTo(Held));
        return known;
    }

    private static CommandRun Run(TemporaryFolder folder, string scenario, params string[] more) =>
        CommandRun.Of(["run", scenario, "--out", folder.Path, .. more]);
}
