using Conformance.Cli.Reports;
using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Runs;

/// <summary>From a task to its container and back, by each of the ways that somebody who reads logs may come.</summary>
[TestFixture("reference:api")]
[TestFixture("reference")]
[Parallelizable(ParallelScope.All)]
public class MatchingTests(string subject)
{
    private readonly Lazy<RunResult> run = new(() => Run(subject));

    [Test]
    public void A_status_update_leads_to_its_container([Values("a", "b")] string name)
    {
        var labels = StatusData.Labels(Reports(name)[0].Data);
        var found = Containers().Where(created => labels.All(label => created.Spec.Labels![label.Key] == label.Value)).ToList();
        Assert.That(found.Select(created => created.Name), Is.EqualTo(new[] { ContainerLabels.NameOf(Asked(name).ContainerId) }));
    }

    [Test]
    public void A_container_leads_to_its_task([Values("a", "b")] string name)
    {
        var container = Container(name);
        var task = Asked(name).Launch.TaskInfo.TaskId.Value;
        Assert.Multiple(() =>
        {
            Assert.That(container.Spec.Labels![ContainerLabels.TaskId], Is.EqualTo(task));
            Assert.That(container.Spec.Env, Does.Contain("MESOS_TASK_ID=" + task));
            Assert.That(container.Spec.Env, Does.Contain("MESOS_CONTAINER_ID=" + Asked(name).ContainerId));
        });
    }

    [Test]
    public void A_log_leads_to_its_task_and_its_container([Values("a", "b")] string name)
    {
        var sandbox = Asked(name).Launch.Directory;
        var labels = Container(name).Spec.Labels!;
        Assert.That(sandbox.Split('/'), Does.Contain(labels[ContainerLabels.FrameworkId])
            .And.Contain(labels[ContainerLabels.ExecutorId]).And.Contain(labels[ContainerLabels.ContainerId]));
    }

    [Test]
    public void Every_line_of_a_timeline_about_a_container_names_its_task([Values("a", "b")] string name)
    {
        var names = new Names(run.Value.Events);
        var identity = names.Find(name)!;
        var about = run.Value.Events.Where(line => line.Data.Container is { } container
            && (container.Contains(identity.ContainerId, StringComparison.Ordinal) || identity.DockerIds.Contains(container))).ToList();
        Assert.That(about.Select(line => names.About(line.Data.Container!)), Is.Not.Empty.And.All.Match($@"\b{name}\b"));
        Assert.That(Timeline.Write(run.Value), Does.Contain(
            $"{name}: task {identity.TaskId}, executor {identity.TaskId}, framework {identity.FrameworkId}, container {identity.ContainerId}, docker {identity.DockerIds.Single()}\n"));
    }

    private static RunResult Run(string subject)
    {
        using var runner = new Runner();
        var steps = new List<Step>();
        foreach (var name in new[] { "a", "b" })
            steps.Add(new LaunchStep { Container = name, Image = "app", Arguments = ["echo", name] });
        foreach (var name in new[] { "a", "b" })
            steps.Add(new WaitStep { Container = name });
        var scenario = new Scenario
        {
            Title = "inline",
            File = "inline.yaml",
            Requirements = [],
            Images = [new ImageSettings { Name = "app", Cmd = ["true"] }],
            Steps = steps,
        };
        return runner.Run(new RunRequest { Scenario = scenario, Subject = subject, Seed = 1 });
    }

    private TaskAsked Asked(string name) => run.Value.Events.Select(line => line.Data).OfType<TaskAsked>().Single(asked => asked.Name == name);

    private List<TaskReported> Reports(string name) =>
        [.. run.Value.Events.Select(line => line.Data).OfType<TaskReported>().Where(report => report.ContainerId == Asked(name).ContainerId)];

    private List<ContainerCreated> Containers() => [.. run.Value.Events.Select(line => line.Data).OfType<ContainerCreated>()];

    private ContainerCreated Container(string name) =>
        Containers().Single(created => created.Spec.Labels![ContainerLabels.ContainerId] == Asked(name).ContainerId);
}
