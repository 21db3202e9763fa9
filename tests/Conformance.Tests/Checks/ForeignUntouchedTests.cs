using Conformance.Docker;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class ForeignUntouchedTests
{
    private const string Name = "mesos-lookalike";
    private const string Id = "ffffffffffffeeeeeeeeeeeeddddddddddddccccccccccccbbbbbbbbbbbbaaaa";

    [Test]
    public void Without_foreign_containers_nothing_is_judged() => Assert.That(Judge(HandMade.GoodRun()), Is.EqualTo((0, 0)));

    [Test]
    public void Left_alone_is_right() => Assert.That(Judge(Foreign().Left(id: Id, name: Name, foreign: true)), Is.EqualTo((1, 0)));

    [Test]
    public void Gone_is_wrong() => Assert.That(Judge(Foreign()), Is.EqualTo((1, 1)));

    [Test]
    public void Signalled_is_wrong() =>
        Assert.That(Judge(Foreign().Line(new ContainerSignalled(Id, Name, 9)).Left(id: Id, name: Name, foreign: true)), Is.EqualTo((1, 1)));

    [Test]
    public void Signalled_by_a_daemon_that_ends_is_nobody_s_touch() => Assert.That(
        Judge(Foreign().Line(new DaemonEnded("stop")).Line(new ContainerSignalled(Id, Name, 15)).Left(status: "exited", processes: 0, id: Id, name: Name, foreign: true)),
        Is.EqualTo((1, 0)));

    [TestCase(Name)]
    [TestCase("/" + Name)]
    [TestCase("ffffffffffff")]
    public void A_refused_request_is_wrong_too(string target) =>
        Assert.That(
            Judge(Foreign().Line(new EngineReceived(1, "container.remove", target, "agent", true)).Left(id: Id, name: Name, foreign: true)),
            Is.EqualTo((1, 1)));

    [Test]
    public void A_look_is_no_touch() =>
        Assert.That(
            Judge(Foreign().Line(new EngineReceived(1, "container.inspect", Name, "agent", false)).Left(id: Id, name: Name, foreign: true)),
            Is.EqualTo((1, 0)));

    [Test]
    public void What_was_done_before_the_agent_started_is_the_scenario_s_own() =>
        Assert.That(Judge(Foreign(signalledBefore: true).Left(id: Id, name: Name, foreign: true)), Is.EqualTo((1, 0)));

    private static HandMade Foreign(bool signalledBefore = false)
    {
        var run = new HandMade();
        run.Scenario = run.Scenario with { Foreign = [new ForeignContainer { Name = Name, Image = "app" }] };
        run.Created(Id, Name).Started(Id, Name);
        if (signalledBefore)
            run.Line(new ContainerSignalled(Id, Name, 15));
        return run.Line(new AgentStarted(1, "S"));
    }

    private static (int, int) Judge(HandMade run)
    {
        var result = new ForeignUntouched().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
