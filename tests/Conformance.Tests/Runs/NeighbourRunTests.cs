using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Runs;

[TestFixture("reference:api")]
[TestFixture("reference")]
[Parallelizable(ParallelScope.All)]
public class NeighbourRunTests(string subject)
{
    private static readonly string Second = AgentName.Of("second");

    [Test]
    public void Neighbours_share_host_and_daemon_and_nothing_else()
    {
        var result = Run();
        var asked = result.Events.Select(line => line.Data).OfType<TaskAsked>().ToList();
        var labels = result.Events.Select(line => line.Data).OfType<ContainerCreated>()
            .Select(created => created.Spec.Labels!["org.apache.mesos.installation"]).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(result.Verdict, Is.EqualTo(Verdict.Held));
            Assert.That(asked.Select(task => task.Agent), Is.EqualTo(new[] { AgentName.First, Second }));
            Assert.That(asked.Select(task => task.Launch.SlaveId.Value), Is.Unique);
            Assert.That(asked.Select(task => task.Launch.SlavePid), Is.Unique);
            Assert.That(asked.Select(task => task.Launch.Directory.Split("/slaves/")[0]), Is.Unique);
            Assert.That(labels, Is.Unique);
        });
    }

    [Test]
    public void Every_request_at_the_daemon_says_for_which_agent_it_is_made()
    {
        var result = Run();
        var creates = result.Events.Select(line => line.Data).OfType<EngineReceived>().Where(request => request.Operation == "container.create").ToList();
        var ids = result.Events.Select(line => line.Data).OfType<TaskAsked>().ToDictionary(task => task.Agent, task => task.ContainerId);
        Assert.That(
            creates.Select(create => (create.Owner, create.Target)),
            Is.EquivalentTo(new (string?, string)[] { (null, "mesos-" + ids[AgentName.First]), (Second, "mesos-" + ids[Second]) }));
    }

    [Test]
    public void A_neighbour_that_dies_is_alone_in_that()
    {
        var result = Run(new CrashStep { Agent = "second" }, new RestartStep { Agent = "second" });
        var lives = result.Events.Select(line => line.Data).OfType<AgentStarted>().Select(start => (start.Agent, start.Incarnation));
        Assert.Multiple(() =>
        {
            Assert.That(result.Verdict, Is.EqualTo(Verdict.Held));
            Assert.That(lives, Is.EqualTo(new[] { (AgentName.First, 1), (Second, 1), (Second, 2) }));
            Assert.That(result.Events.Select(line => line.Data).OfType<AgentDied>().Single().Agent, Is.EqualTo(Second));
        });
    }

    [Test]
    public void An_agent_that_is_needed_is_started_again_by_itself_and_its_neighbour_stays_as_it_is()
    {
        var result = Run(new CrashStep(), new UsageStep { Container = "theirs" }, new UsageStep { Container = "mine" });
        var lines = result.Events.Select(line => line.Data).ToList();
        var starts = lines.OfType<AgentStarted>().Select(start => (start.Agent, start.Incarnation)).ToList();
        var measured = lines.FindIndex(data => data is CallMade { Method: "usage" } call && call.Agent == Second);
        Assert.Multiple(() =>
        {
            Assert.That(starts, Is.EqualTo(new[] { (AgentName.First, 1), (Second, 1), (AgentName.First, 2) }));
            Assert.That(measured, Is.LessThan(lines.FindIndex(data => data is AgentStarted { Incarnation: 2 })));
        });
    }

    private RunResult Run(params Step[] steps)
    {
        var scenario = new Scenario
        {
            Title = "two agents",
            File = "neighbours.yaml",
            Requirements = [],
            Images = [new ImageSettings { Name = "app", Cmd = ["sleep", "100000"] }],
            Neighbours = ["second"],
            Steps =
            [
                new LaunchStep { Container = "mine", Image = "app" },
                new LaunchStep { Container = "theirs", Image = "app", Agent = "second" },
                new LaunchedStep { Container = "mine" },
                new LaunchedStep { Container = "theirs" },
                .. steps,
            ],
            Expect = new Expectations { Containers = ["mine", "theirs"] },
        };
        using var runner = new Runner();
        return runner.Run(new RunRequest { Scenario = scenario, Subject = subject, Seed = 1 });
    }
}
