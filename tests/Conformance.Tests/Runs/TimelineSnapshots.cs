using System.Text;
using Conformance.Cli.Reports;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;

namespace Conformance.Tests.Runs;

/// <summary>
/// The timelines of the whole corpus, as they were looked at and found right: what the harness, the fake daemon and the
/// reference do changes only on purpose.
/// </summary>
[TestFixture]
public class TimelineSnapshots
{
    private static IEnumerable<TestCaseData> Corpus() =>
        from file in Repository.Files(".yaml")
        where file.StartsWith("scenarios/", StringComparison.Ordinal)
        from subject in new[] { "reference", "reference:api" }
        select new TestCaseData(file, subject).SetName($"The timelines of {file} on {subject} are the verified ones");

    [TestCaseSource(nameof(Corpus))]
    public void The_timelines_are_the_verified_ones(string file, string subject)
    {
        var text = new StringBuilder();
        using var runner = new Runner();
        foreach (var scenario in new ScenarioReader().ReadFile(Repository.At(file)))
        {
            var result = runner.Run(new RunRequest { Scenario = scenario, Subject = SubjectName.For(subject, scenario), Seed = 1 });
            Assert.That(result.Verdict, Is.EqualTo(Verdict.Held), scenario.Name);
            text.Append(Timeline.Write(result)).Append('\n');
        }

        var name = Path.ChangeExtension(file, null)["scenarios/".Length..];
        Snapshot.Match($"{name}.{subject.Replace(':', '-')}", text.ToString());
    }
}
