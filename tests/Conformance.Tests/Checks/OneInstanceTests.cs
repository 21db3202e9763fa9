using Conformance.Harness.Checks;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class OneInstanceTests
{
    private const string OtherId = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";
    private const string OtherName = HandMade.DockerName + "-2";

    [Test]
    public void One_run_is_right() => Assert.That(HandMade.GoodRun().JudgedBy<OneInstance>(), Is.EqualTo((1, 0)));

    [Test]
    public void A_task_that_never_ran_is_not_judged() => Assert.That(new HandMade().Asked().Created().JudgedBy<OneInstance>(), Is.EqualTo((0, 0)));

    [Test]
    public void A_second_process_beside_the_first_is_wrong() =>
        Assert.That(Running().Created(OtherId, OtherName).Started(OtherId, OtherName).JudgedBy<OneInstance>(), Is.EqualTo((1, 1)));

    [Test]
    public void A_second_process_after_the_first_is_right() =>
        Assert.That(Running().Exited().Created(OtherId, OtherName).Started(OtherId, OtherName).JudgedBy<OneInstance>(), Is.EqualTo((1, 0)));

    [Test]
    public void A_process_that_outlives_its_removal_counts() => Assert.That(
        Running().Removed().Created(OtherId, OtherName).Started(OtherId, OtherName).Exited().JudgedBy<OneInstance>(), Is.EqualTo((1, 1)));

    private static HandMade Running() => new HandMade().Asked().Created().Started();
}
