using Conformance.Containerizer;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class CorrelationTests
{
    [Test]
    public void A_container_that_says_nothing_is_not_wrong() => Assert.That(Judge(HandMade.GoodRun()), Is.EqualTo((0, 0)));

    [TestCase("web", 0)]
    [TestCase("other", 1)]
    public void A_label_that_names_another_task_is_wrong(string task, int violations) =>
        Assert.That(Judge(Run(labels: new() { [ContainerLabels.TaskId] = task })), Is.EqualTo((1, violations)));

    [TestCase(HandMade.WebId, 0)]
    [TestCase("another", 1)]
    public void A_variable_that_names_another_container_is_wrong(string id, int violations) =>
        Assert.That(Judge(Run(variable: "MESOS_CONTAINER_ID=" + id)), Is.EqualTo((1, violations)));

    [Test]
    public void What_a_task_says_of_itself_is_its_own_business()
    {
        var launch = HandMade.WebLaunch();
        launch.TaskInfo.Command.Environment = new() { Variables = { new Conformance.Mesos.Messages.Environment.Types.Variable { Name = "MESOS_TASK_ID", Value = "x" } } };
        Assert.That(Judge(Run(variable: "MESOS_TASK_ID=x", launch: launch)), Is.EqualTo((0, 0)));
    }

    [TestCase("web", 0)]
    [TestCase("other", 1)]
    public void A_status_update_that_names_another_task_is_wrong(string task, int violations)
    {
        var data = $$"""[{"Config": {"Labels": {"{{ContainerLabels.TaskId}}": "{{task}}"} } }]""";
        var run = HandMade.GoodRun().Line(new TaskReported(HandMade.WebId, TaskState.TaskRunning, "") { Data = data });
        Assert.That(Judge(run), Is.EqualTo((1, violations)));
    }

    [TestCase("")]
    [TestCase("no JSON")]
    [TestCase("[]")]
    [TestCase("""[{"Config": 1}]""")]
    public void Data_that_names_nothing_is_not_judged(string data) =>
        Assert.That(Judge(HandMade.GoodRun().Line(new TaskReported(HandMade.WebId, TaskState.TaskRunning, "") { Data = data })), Is.EqualTo((0, 0)));

    [TestCase(true, "front", 0)]
    [TestCase(true, "back", 1)]
    [TestCase(true, null, 1)]
    [TestCase(false, "back", 1)]
    public void A_label_of_a_task_is_on_its_container(bool passes, string? found, int violations) =>
        Assert.That(Judge(Labelled(passes, found)), Is.EqualTo((1, violations)));

    [Test]
    public void Who_does_not_pass_labels_on_is_not_wrong() => Assert.That(Judge(Labelled(passes: false, found: null)), Is.EqualTo((0, 0)));

    [Test]
    public void A_neighbour_s_capabilities_are_its_own()
    {
        var run = Labelled(passes: false, found: null).Line(new AgentStarted(1, "T") { Agent = AgentName.Of("second"), PassesLabels = true });
        Assert.That(Judge(run), Is.EqualTo((0, 0)));
    }

    [TestCase(HandMade.DockerId, 0)]
    [TestCase("somebody", 1)]
    public void What_an_inspect_in_a_status_update_shows_is_the_task_s(string id, int violations)
    {
        var data = $$"""[{"Id": "{{id}}", "Config": {"Labels": {} } }]""";
        Assert.That(Judge(HandMade.GoodRun().Line(new TaskReported(HandMade.WebId, TaskState.TaskRunning, "") { Data = data })), Is.EqualTo((1, violations)));
    }

    /// <summary>A task that has one key twice, of which the last counts.</summary>
    private static HandMade Labelled(bool passes, string? found)
    {
        var launch = HandMade.WebLaunch();
        launch.TaskInfo.Labels = new Labels { Labels_ = { new Label { Key = "tier", Value = "middle" }, new Label { Key = "tier", Value = "front" } } };
        var spec = HandMade.Spec([]) with { Labels = found is null ? null : new Dictionary<string, string> { ["tier"] = found } };
        return new HandMade().Line(new AgentStarted(1, "S") { PassesLabels = passes }).Asked(launch).Created(spec: spec);
    }

    private static HandMade Run(Dictionary<string, string>? labels = null, string? variable = null, Launch? launch = null)
    {
        var spec = HandMade.Spec(variable is null ? null : [variable]) with { Labels = labels };
        return new HandMade().Asked(launch).Created(spec: spec);
    }

    private static (int Judged, int Violations) Judge(HandMade run)
    {
        var result = new Correlation().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
