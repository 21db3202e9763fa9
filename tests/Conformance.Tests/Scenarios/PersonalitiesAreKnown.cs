using Conformance.Harness.Scenarios;
using Conformance.Tests.Gateway;

namespace Conformance.Tests.Scenarios;

/// <summary>Reported bugs by name: <c>personalities</c>.</summary>
[TestFixture]
public class PersonalitiesAreKnown
{
    [TestCaseSource(typeof(Personality), nameof(Personality.All))]
    public void Each_has_faults_that_can_be_where_they_stand_and_lie_on_one_side_of_the_daemon(Personality personality) => Assert.Multiple(() =>
    {
        Assert.That(personality.Faults, Is.Not.Empty);
        foreach (var fault in personality.Faults)
        {
            Assert.That(TriggerRules.IsKnown(fault.Trigger.On), fault.Trigger.On);
            Assert.That(fault.Action.Refuses(fault.Trigger.On, fault.Trigger.When), Is.Null);
            Assert.That((fault.Trigger.Container, fault.Trigger.Image, fault.Personality), Is.EqualTo(((string?)null, (string?)null, personality.Name)));
        }

        Assert.That(personality.Faults.Select(fault => fault.IsInsideDaemon).Distinct().Count(), Is.EqualTo(1));
    });

    [Test]
    public void A_scenario_names_one_and_gets_its_faults_after_its_own()
    {
        var scenario = Yaml.One(Text("personalities: [remove-busy]") + "faults:\n  - at: container.start\n    delay: 1s\n");
        Assert.That(scenario.AllFaults.Select(fault => (fault.Trigger.On, fault.Personality)), Is.EqualTo(new[] { ("container.start", (string?)null), ("container.remove", "remove-busy") }));
    }

    [Test]
    public void A_written_scenario_names_it_again()
    {
        var scenario = Yaml.One(Text("personalities: [remove-busy]"));
        var written = new ScenarioWriter().Write(scenario);
        Assert.That(written, Does.Contain("remove-busy").And.Not.Contain("device or resource busy"));
        Assert.That(Yaml.One(written).Personalities, Is.EqualTo(scenario.Personalities));
    }

    [Test]
    public async Task A_fake_daemon_can_be_given_one()
    {
        await using var site = await ApiSite.Start();
        site.Daemon.Add(Personality.Find("remove-busy")!);
        await site.Api.Post("/containers/create?name=web", """{"Image":"busybox"}""");
        List<int> statuses = [];
        for (var times = 0; times < 3; times++)
            statuses.Add((await site.Api.Delete("/containers/web")).Status);
        Assert.That(statuses, Is.EqualTo(new[] { 500, 500, 204 }));
    }

    private static string Text(string line) =>
        $"scenario: one\nrequirements: [LAUNCH-1]\nimages: {{ box: {{}} }}\n{line}\nsteps:\n  - launch: {{ container: web, image: box, value: exit 0 }}\n";
}
