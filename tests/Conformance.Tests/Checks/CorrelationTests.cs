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
