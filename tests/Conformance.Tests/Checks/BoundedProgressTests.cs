using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class BoundedProgressTests
{
    private static readonly TimeSpan VeryLong = TimeSpan.FromHours(1);

    [Test]
    public void Calls_that_were_answered_soon_are_right() => Assert.That(Judge(HandMade.GoodRun()), Is.EqualTo((2, 0)));

    [TestCase("launch")]
    [TestCase("recover")]
    [TestCase("update")]
    [TestCase("usage")]
    [TestCase("containers")]
    [TestCase("destroy")]
    public void A_late_answer_is_wrong(string method)
    {
        var run = new HandMade().Asked();
        var call = run.Made(method);
        Assert.That(Judge(run.Later(VeryLong).Answered(call, method)), Is.EqualTo((1, 1)));
    }

    [Test]
    public void No_answer_at_all_is_wrong()
    {
        var run = new HandMade().Asked();
        run.Made("usage");
        Assert.That(Judge(run.Later(VeryLong).Line(new Note("the end"))), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_call_whose_agent_died_has_no_answer_and_is_not_judged()
    {
        var run = new HandMade().Asked();
        run.Made("launch");
        Assert.That(Judge(run.Line(new AgentDied(1, "step", "kept")).Later(VeryLong).Line(new Note("the end"))), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_wait_may_take_as_long_as_its_container_runs()
    {
        var run = new HandMade().Asked().Created().Started();
        var wait = run.Made("wait");
        run.Later(VeryLong).Exited();
        Assert.That(Judge(run.Answered(wait, "wait", answer => answer with { Termination = HandMade.Termination(false, 0, "") })), Is.EqualTo((1, 0)));
    }

    [Test]
    public void A_wait_is_bounded_from_the_exit_on()
    {
        var run = new HandMade().Asked().Created().Started();
        run.Made("wait");
        Assert.That(Judge(run.Exited().Later(VeryLong).Line(new Note("the end"))), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_wait_is_bounded_from_the_destroy_on()
    {
        var run = new HandMade().Asked();
        run.Made("wait");
        run.Answered(run.Made("destroy"), "destroy");
        Assert.That(Judge(run.Later(VeryLong).Line(new Note("the end"))), Is.EqualTo((2, 1)));
    }

    private static (int, int) Judge(HandMade run)
    {
        var result = new BoundedProgress().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
