using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class NoLeakTests
{
    [Test]
    public void A_run_that_cleaned_up_leaks_nothing() =>
        Assert.That(Judge(HandMade.GoodRun()), Is.EqualTo((1, 0)));

    [TestCase("created", 0)]
    [TestCase("running", 1)]
    [TestCase("exited", 0)]
    [TestCase("dead", 0)]
    public void A_container_in_any_state_is_a_leak(string status, int processes) =>
        Assert.That(Judge(HandMade.GoodRun().Left(status, processes)), Is.EqualTo((1, 1)));

    [Test]
    public void A_container_of_nobody_is_judged_too() =>
        Assert.That(Judge(HandMade.GoodRun().Left(name: "mesos-unknown")), Is.EqualTo((2, 1)));

    [Test]
    public void A_foreign_container_is_no_leak() =>
        Assert.That(Judge(HandMade.GoodRun().Left(name: "database", foreign: true)), Is.EqualTo((1, 0)));

    [Test]
    public void What_is_expected_to_run_is_no_leak() =>
        Assert.That(Judge(ExpectedLive().Left()), Is.EqualTo((1, 0)));

    [Test]
    public void What_is_expected_to_run_and_has_exited_is_a_leak() =>
        Assert.That(Judge(ExpectedLive().Left("exited", 0)), Is.EqualTo((1, 1)));

    [Test]
    public void A_process_that_outlives_its_container_is_a_leak() =>
        Assert.That(Judge(ExpectedLive().Left("exited", 1)), Is.EqualTo((1, 1)));

    private static HandMade ExpectedLive()
    {
        var run = new HandMade().Asked().Created().Started().Launched();
        run.Scenario = run.Scenario with { Expect = new Expectations { Containers = ["web"] } };
        return run;
    }

    private static (int, int) Judge(HandMade run)
    {
        var result = new NoLeak().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
