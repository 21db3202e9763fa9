using Conformance.Docker;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class RecoveryCorrectnessTests
{
    [Test]
    public void Without_a_death_nothing_is_judged() => Assert.That(Judge(HandMade.GoodRun()), Is.EqualTo((0, 0)));

    [Test]
    public void What_ran_and_is_waited_for_again_is_right()
    {
        var run = Recovered("kept");
        run.Made("wait");
        Assert.That(Judge(run), Is.EqualTo((2, 0)));
    }

    [Test]
    public void What_ran_and_nobody_waits_for_is_wrong() => Assert.That(Judge(Recovered("kept")), Is.EqualTo((2, 1)));

    [Test]
    public void What_ran_and_is_hit_is_wrong()
    {
        var run = Recovered("kept").Line(new ContainerSignalled(HandMade.DockerId, HandMade.DockerName, 9));
        run.Made("wait");
        Assert.That(Judge(run), Is.EqualTo((2, 1)));
    }

    [Test]
    public void What_is_hit_after_its_destroy_is_right()
    {
        var run = Recovered("kept");
        run.Made("wait");
        run.Made("destroy");
        Assert.That(Judge(run.Line(new ContainerSignalled(HandMade.DockerId, HandMade.DockerName, 15))), Is.EqualTo((2, 0)));
    }

    [Test]
    public void A_removal_after_its_own_end_is_right()
    {
        var run = Recovered("kept");
        run.Made("wait");
        Assert.That(Judge(run.Exited().Removed()), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Of_a_lost_state_no_container_may_stay() =>
        Assert.That((Judge(Recovered("lost").Removed()), Judge(Recovered("lost").Left())), Is.EqualTo(((2, 0), (2, 1))));

    [Test]
    public void A_recovery_that_failed_is_wrong()
    {
        var run = new HandMade().Line(new AgentStarted(1, "S")).Line(new AgentDied(1, "step", "partial")).Line(new AgentStarted(2, "S"));
        var recover = run.Made("recover", null);
        Assert.That(Judge(run.Line(new CallAnswered(recover, "recover", null, "Collect failed"))), Is.EqualTo((1, 1)));
    }

    [Test]
    public void What_a_daemon_hits_on_its_way_back_is_not_the_agent_s_doing()
    {
        var run = Recovered("kept", new DaemonEnded("crash"));
        run.Made("wait");
        Assert.That(Judge(run.Line(new ContainerSignalled(HandMade.DockerId, HandMade.DockerName, 15)).Line(new DaemonReturned())), Is.EqualTo((2, 0)));
    }

    [Test]
    public void What_is_hit_when_the_daemon_is_back_is_wrong()
    {
        var run = Recovered("kept", new DaemonEnded("crash")).Line(new DaemonReturned());
        run.Made("wait");
        Assert.That(Judge(run.Line(new ContainerSignalled(HandMade.DockerId, HandMade.DockerName, 15))), Is.EqualTo((2, 1)));
    }

    [Test]
    public void Who_dies_in_the_moment_of_its_recovery_need_not_wait() => Assert.That(
        Judge(Recovered("kept").Later(TimeSpan.FromSeconds(-1)).Line(new AgentDied(2, "step", "lost")).Line(new AgentStarted(3, "T"))), Is.EqualTo((3, 0)));

    private static HandMade Recovered(string state, EventData? before = null)
    {
        var run = new HandMade().Line(new AgentStarted(1, "S")).Asked().Created().Started().Launched();
        if (before is not null)
            run.Line(before);
        run.Line(new AgentDied(1, "step", state)).Line(new AgentStarted(2, "S"));
        var recover = run.Made("recover", null);
        return run.Line(new CallAnswered(recover, "recover", null, null));
    }

    private static (int, int) Judge(HandMade run)
    {
        var result = new RecoveryCorrectness().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
