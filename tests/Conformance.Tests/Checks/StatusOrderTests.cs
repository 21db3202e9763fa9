using Conformance.Harness.Checks;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class StatusOrderTests
{
    [TestCase(TaskState.TaskRunning, TaskState.TaskFinished, 0)]
    [TestCase(TaskState.TaskStaging, TaskState.TaskStarting, 0)]
    [TestCase(TaskState.TaskRunning, TaskState.TaskRunning, 0)]
    [TestCase(TaskState.TaskFinished, TaskState.TaskRunning, 1)]
    [TestCase(TaskState.TaskKilled, TaskState.TaskFailed, 1)]
    [TestCase(TaskState.TaskRunning, TaskState.TaskStaging, 1)]
    public void A_status_only_moves_forward(TaskState first, TaskState second, int violations) =>
        Assert.That(new HandMade().Asked().Reported(first).Reported(second).JudgedBy<StatusOrder>(), Is.EqualTo((1, violations)));

    [Test]
    public void A_launch_that_is_answered_with_true_after_the_termination_is_wrong() =>
        Assert.That(new HandMade().Asked().Terminated().Launched().JudgedBy<StatusOrder>(), Is.EqualTo((1, 1)));

    [Test]
    public void A_good_run_is_right() => Assert.That(HandMade.GoodRun().JudgedBy<StatusOrder>(), Is.EqualTo((1, 0)));

    [Test]
    public void A_task_of_which_nothing_was_said_is_not_judged() => Assert.That(new HandMade().Asked().JudgedBy<StatusOrder>(), Is.EqualTo((0, 0)));
}
