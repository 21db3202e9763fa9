using Conformance.Faults;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class ExitFidelityTests
{
    [Test]
    public void A_true_status_and_a_true_success_are_two_judgements() => Assert.That(Judge(HandMade.GoodRun()), Is.EqualTo((2, 0)));

    [TestCase(3, 3 << 8, 0)]
    [TestCase(3, 0, 1)]
    [TestCase(137, 9, 0)]
    [TestCase(137, 137 << 8, 0)]
    [TestCase(143, 9, 1)]
    public void The_status_is_the_true_exit(int code, int status, int violations) =>
        Assert.That(Judge(Ran().Exited(code).Removed().Terminated(status: status)), Is.EqualTo((1, violations)));

    [Test]
    public void The_status_of_a_command_executor_is_its_own_and_its_report_is_held_to_the_truth()
    {
        var run = Ran().HeardOfExecutor().Exited(3).Removed().Terminated(status: 0);
        Assert.That(Judge(run), Is.EqualTo((0, 0)));
        Assert.That(Judge(run.Reported(TaskState.TaskFinished)), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_status_of_what_never_ended_is_invented() => Assert.That(Judge(Ran().Terminated()), Is.EqualTo((1, 1)));

    [Test]
    public void A_missing_status_is_wrong_when_nothing_went_wrong() =>
        Assert.That(Judge(Ran().Exited(3).Removed().Terminated(status: null)), Is.EqualTo((1, 1)));

    [Test]
    public void A_missing_status_is_right_for_what_was_killed() =>
        Assert.That(Judge(Ran().Exited(137).Removed().Terminated(killed: true, status: null)), Is.EqualTo((1, 0)));

    [Test]
    public void A_missing_status_is_right_after_a_fault() =>
        Assert.That(
            Judge(Ran().Line(new FaultFired(1, new Edge("container.wait", "web", null, Phase.Before), new DropAction())).Exited(3).Removed().Terminated(status: null)),
            Is.EqualTo((1, 0)));

    [TestCase(42, 42 << 8, 0, TestName = "A_code_that_the_daemon_told_may_be_told")]
    [TestCase(137, 9, 0, TestName = "A_code_that_the_daemon_told_may_be_told_as_its_signal")]
    [TestCase(42, 3 << 8, 0, TestName = "The_true_code_may_be_told_all_the_same")]
    [TestCase(42, 43 << 8, 1, TestName = "A_code_that_nobody_told_is_invented")]
    [TestCase(0, 0, 1, TestName = "A_success_that_the_daemon_told_and_that_was_none_is_a_lie")]
    [TestCase(255, 255 << 8, 1, TestName = "A_code_that_daemons_invent_is_not_believed")]
    public void After_a_lie(int lie, int status, int violations) =>
        Assert.That(Judge(Lied("web", lie).Exited(3).Removed().Terminated(status: status)), Is.EqualTo((1, violations)));

    [Test]
    public void A_lie_about_another_container_excuses_nothing() =>
        Assert.That(Judge(Lied("other", 42).Exited(3).Removed().Terminated(status: 42 << 8)), Is.EqualTo((1, 1)));

    [Test]
    public void A_missing_status_is_right_after_a_crash() =>
        Assert.That(Judge(Ran().Line(new AgentDied(1, "step", "kept")).Exited(3).Removed().Terminated(status: null)), Is.EqualTo((1, 0)));

    [Test]
    public void Success_without_an_exit_is_a_lie() =>
        Assert.That(Judge(Ran().Reported(TaskState.TaskFinished)), Is.EqualTo((1, 1)));

    [Test]
    public void Success_of_what_failed_is_a_lie() =>
        Assert.That(Judge(Ran().Exited(3).Reported(TaskState.TaskFinished)), Is.EqualTo((1, 1)));

    private static HandMade Ran() => new HandMade().Asked().Created().Started().Launched();

    private static HandMade Lied(string container, int code) =>
        Ran().Line(new FaultFired(1, new Edge("container.wait", container, null, Phase.Before), new RewriteExitAction { Code = code }));

    private static (int, int) Judge(HandMade run)
    {
        var result = new ExitFidelity().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
