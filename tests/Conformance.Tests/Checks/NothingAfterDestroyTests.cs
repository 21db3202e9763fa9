using Conformance.Harness.Checks;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class NothingAfterDestroyTests
{
    [Test]
    public void A_task_that_nobody_ended_is_not_judged() =>
        Assert.That(Judge(new HandMade().Asked().Created().Started().Launched()), Is.EqualTo((0, 0)));

    [Test]
    public void An_end_after_which_nothing_starts_is_right() => Assert.That(Judge(HandMade.GoodRun()), Is.EqualTo((1, 0)));

    [Test]
    public void A_create_and_a_start_after_the_termination_are_wrong() =>
        Assert.That(Judge(new HandMade().Asked().Terminated(killed: true, status: null).Created().Started()), Is.EqualTo((1, 2)));

    [Test]
    public void A_run_under_way_may_overtake_a_destroy()
    {
        var run = new HandMade().Asked();
        Assert.That(Judge(run.Answered(run.Made("destroy"), "destroy").Created().Started()), Is.EqualTo((1, 0)));
    }

    [Test]
    public void A_start_long_after_a_destroy_is_wrong()
    {
        var run = new HandMade().Asked();
        run.Answered(run.Made("destroy"), "destroy").Later(TimeSpan.FromMinutes(9));
        Assert.That(Judge(run.Created().Started()), Is.EqualTo((1, 2)));
    }

    private static (int, int) Judge(HandMade run)
    {
        var result = new NothingAfterDestroy().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
