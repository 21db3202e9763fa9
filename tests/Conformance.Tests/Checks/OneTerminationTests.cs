using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class OneTerminationTests
{
    [Test]
    public void One_termination_is_right() => Assert.That(Judge(HandMade.GoodRun()), Is.EqualTo((1, 0)));

    [Test]
    public void A_launched_task_without_a_termination_is_wrong() =>
        Assert.That(Judge(new HandMade().Asked().Created().Started().Launched()), Is.EqualTo((1, 1)));

    [Test]
    public void A_wait_that_failed_is_no_termination()
    {
        var run = new HandMade().Asked().Created().Started().Launched();
        Assert.That(Judge(run.Answered(run.Made("wait"), "wait", failure: "Unknown container")), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_launch_that_failed_needs_none()
    {
        var run = new HandMade().Asked();
        Assert.That(Judge(run.Answered(run.Made("launch"), "launch", failure: "no such image")), Is.EqualTo((1, 0)));
    }

    [Test]
    public void A_task_that_was_lost_with_the_agent_needs_none() =>
        Assert.That(Judge(new HandMade().Asked().Created().Started().Launched().Reported(TaskState.TaskLost)), Is.EqualTo((1, 0)));

    [Test]
    public void Two_equal_terminations_for_two_waiters_are_one() =>
        Assert.That(Judge(HandMade.GoodRun().Terminated()), Is.EqualTo((1, 0)));

    [Test]
    public void Two_different_terminations_are_wrong() =>
        Assert.That(Judge(HandMade.GoodRun().Terminated(killed: true)), Is.EqualTo((1, 1)));

    [Test]
    public void Two_terminal_statuses_are_wrong() =>
        Assert.That(Judge(HandMade.GoodRun().Reported(TaskState.TaskFailed)), Is.EqualTo((1, 1)));

    [Test]
    public void A_termination_of_what_was_to_run_on_is_wrong()
    {
        var run = HandMade.GoodRun();
        run.Scenario = run.Scenario with { Expect = new Expectations { Containers = ["web"] } };
        Assert.That(Judge(run), Is.EqualTo((1, 1)));
    }

    private static (int, int) Judge(HandMade run)
    {
        var result = new OneTermination().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
