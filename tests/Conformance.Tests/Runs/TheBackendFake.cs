using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Runs;

/// <summary>The backend fake: a fake daemon behind a socket, on the wall's clock; the verdicts are those of sim.</summary>
[TestFixture]
public class TheBackendFake
{
    private static readonly Lazy<Runner> Runner = new(() => new Runner());

    [OneTimeTearDown]
    public void EndTheRunner() => Runner.Value.Dispose();

    [TestCase("basic/destroy-running.yaml")]
    [TestCase("basic/foreign.yaml")]
    [TestCase("pull/registry.yaml")]
    [TestCase("daemon/ends-in-launch.yaml")]
    [TestCase("destroy/dead.yaml")]
    [TestCase("executor/kill-task.yaml")]
    [TestCase("fetch/http.yaml")]
    [TestCase("options/volumes.yaml")]
    [TestCase("options/port-taken.yaml")]
    public void Gives_the_verdict_of_sim(string file)
    {
        var scenario = new ScenarioReader().ReadFile(Repository.At("scenarios", file))[0];
        var result = Runner.Value.Run(new RunRequest { Scenario = scenario, Backend = "fake", Subject = "reference:api" });
        Assert.That((result.Verdict, string.Join('\n', result.Reasons)), Is.EqualTo((Verdict.Held, "")), string.Join('\n', result.Events.Select(line => line.Data.Kind + " " + line.Data.Describe())));
    }

    [Test]
    public void Plays_control_groups_where_it_may_make_them_and_skips_them_elsewhere()
    {
        var scenario = new ScenarioReader().ReadFile(Repository.At("scenarios/resources/up-and-down.yaml"))[0];
        var result = Runner.Value.Run(new RunRequest { Scenario = scenario, Backend = "fake", Subject = "reference:api" });
        if (StandIns.HaveGroups)
            Assert.That((result.Skipped, result.Verdict), Is.EqualTo(((string?)null, Verdict.Held)));
        else
            Assert.That(result.Skipped, Does.Contain("root"));
    }
}
