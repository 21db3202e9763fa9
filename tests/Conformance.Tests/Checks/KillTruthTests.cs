using Conformance.Harness.Checks;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class KillTruthTests
{
    [Test]
    public void A_good_run_is_right() => Assert.That(HandMade.GoodRun().JudgedBy<KillTruth>(), Is.EqualTo((2, 0)));

    [Test]
    public void A_termination_while_the_process_lives_is_wrong() =>
        Assert.That(Running().Terminated(killed: true).Exited().JudgedBy<KillTruth>(), Is.EqualTo((1, 1)));

    [Test]
    public void A_report_of_the_end_while_the_process_lives_is_wrong() =>
        Assert.That(Running().Reported(TaskState.TaskKilled).JudgedBy<KillTruth>(), Is.EqualTo((1, 1)));

    [Test]
    public void A_removal_does_not_end_a_process_that_is_seen_to_exit_later() =>
        Assert.That(Running().Removed().Terminated().Exited().JudgedBy<KillTruth>(), Is.EqualTo((1, 1)));

    [Test]
    public void A_removal_ends_a_process_of_which_no_exit_was_seen() =>
        Assert.That(Running().Removed().Terminated().JudgedBy<KillTruth>(), Is.EqualTo((1, 0)));

    [Test]
    public void A_destroy_that_was_accepted_and_a_lost_task_promise_nothing() =>
        Assert.That(Running().Destroyed().Reported(TaskState.TaskLost).JudgedBy<KillTruth>(), Is.EqualTo((0, 0)));

    [Test]
    public void What_a_custom_executor_says_of_its_task_is_not_about_its_container() => Assert.That(
        new HandMade().Asked(HandMade.ExecutorLaunch()).Created().Started().Launched().Reported(TaskState.TaskFinished).JudgedBy<KillTruth>(),
        Is.EqualTo((0, 0)));

    private static HandMade Running() => new HandMade().Asked().Created().Started().Launched();
}
