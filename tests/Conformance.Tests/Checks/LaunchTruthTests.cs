using Conformance.Harness.Checks;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class LaunchTruthTests
{
    [Test]
    public void A_good_run_is_right() => Assert.That(HandMade.GoodRun().JudgedBy<LaunchTruth>(), Is.EqualTo((1, 0)));

    [Test]
    public void A_launch_answered_with_true_before_the_start_is_wrong() =>
        Assert.That(new HandMade().Asked().Created().Launched().Started().JudgedBy<LaunchTruth>(), Is.EqualTo((1, 1)));

    [Test]
    public void A_task_reported_running_that_never_started_is_wrong() =>
        Assert.That(new HandMade().Asked().Created().Reported(TaskState.TaskRunning).JudgedBy<LaunchTruth>(), Is.EqualTo((1, 1)));

    [Test]
    public void An_executor_inside_a_container_may_be_quicker_than_the_daemon_that_starts_it()
    {
        Assert.That(Created().Asks("container.start").Reported(TaskState.TaskRunning).Started().JudgedBy<LaunchTruth>(), Is.EqualTo((1, 0)));
        Assert.That(Created().Asks("container.start").Reported(TaskState.TaskRunning).JudgedBy<LaunchTruth>(), Is.EqualTo((1, 1)), "it never starts");
        Assert.That(Created().Reported(TaskState.TaskRunning).Asks("container.start").Started().JudgedBy<LaunchTruth>(), Is.EqualTo((1, 1)), "nobody had asked for it");

        static HandMade Created() => new HandMade().Asked(HandMade.ExecutorLaunch()).Created();
    }

    [TestCase("", 1)]
    [TestCase(" ", 1)]
    [TestCase("Container failed", 1)]
    [TestCase("Failed to run: Error response from daemon: no space left on device.", 0)]
    public void A_launch_that_failed_gives_the_reason_of_the_daemon(string failure, int violations) => Assert.That(
        Failed(run => run.Refuses("container.start", "500 no space left on device"), failure).JudgedBy<LaunchTruth>(), Is.EqualTo((1, violations)));

    [Test]
    public void A_refusal_that_was_overcome_by_another_is_not_the_reason() => Assert.That(
        Failed(run => run.Refuses("container.create", "409 name in use").Refuses("container.create", "500 disk full", HandMade.DockerName), "disk full").JudgedBy<LaunchTruth>(),
        Is.EqualTo((1, 0)));

    [Test]
    public void A_refusal_that_was_followed_by_a_grant_is_not_the_reason() => Assert.That(
        Failed(run => run.Refuses("container.create", "409 name in use").Refuses("container.create", "ok", HandMade.DockerName), "never started").JudgedBy<LaunchTruth>(),
        Is.EqualTo((1, 0)));

    [TestCase("app:latest", 0)]
    [TestCase("other:latest", 1)]
    public void A_create_refused_for_want_of_the_image_is_followed_by_its_pull(string image, int violations) => Assert.That(
        Failed(run => run.Refuses("container.create", "404 No such image").Asks("image.pull", image), "docker: unexpected EOF").JudgedBy<LaunchTruth>(),
        Is.EqualTo((1, violations)));

    [Test]
    public void Who_was_destroyed_says_so_instead() => Assert.That(
        Failed(run => run.Destroyed().Refuses("container.start", "500 no"), "Container destroyed while starting").JudgedBy<LaunchTruth>(), Is.EqualTo((1, 0)));

    [Test]
    public void Where_a_command_executor_runs_the_task_only_its_report_must_be_true()
    {
        var launched = new HandMade().Asked().HeardOfExecutor().Launched();
        Assert.That(launched.JudgedBy<LaunchTruth>(), Is.EqualTo((0, 0)));
        Assert.That(launched.Reported(TaskState.TaskRunning).JudgedBy<LaunchTruth>(), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_task_without_a_container_is_none_of_Dockers()
    {
        var launch = HandMade.WebLaunch();
        launch.TaskInfo.Container = null;
        Assert.That(new HandMade().Asked(launch).Launched().JudgedBy<LaunchTruth>(), Is.EqualTo((0, 0)));
    }

    private static HandMade Failed(Func<HandMade, HandMade> middle, string failure)
    {
        var run = new HandMade().Asked();
        var call = run.Made("launch");
        return middle(run.Created()).Answered(call, "launch", failure: failure);
    }
}
