using Conformance.Faults;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class BlastRadiusTests
{
    [TestCase(1, 0)]
    [TestCase(600, 1)]
    public void A_call_about_a_container_that_no_fault_hit_is_answered_at_once(int seconds, int violations) =>
        Assert.That(Run("other", seconds).JudgedBy<BlastRadius>(), Is.EqualTo((1, violations)));

    [Test]
    public void The_container_that_was_hit_is_not_judged() => Assert.That(Run("web", 600).JudgedBy<BlastRadius>(), Is.EqualTo((0, 0)));

    [Test]
    public void A_fault_that_hits_more_than_a_container_excuses_everything() =>
        Assert.That(Run(null, 600).JudgedBy<BlastRadius>(), Is.EqualTo((0, 0)));

    [Test]
    public void A_run_in_which_the_agent_died_is_not_judged() =>
        Assert.That(Run("other", 600).Line(new AgentDied(1, "hand", "kept")).JudgedBy<BlastRadius>(), Is.EqualTo((0, 0)));

    [Test]
    public void A_wait_is_measured_from_the_end_on()
    {
        var run = Faulted("other");
        var wait = run.Asked().Created().Started().Made("wait");
        run.Later(TimeSpan.FromHours(1)).Exited().Answered(wait, "wait", answer => answer with { Termination = HandMade.Termination(false, 0, "over") });
        Assert.That(run.JudgedBy<BlastRadius>(), Is.EqualTo((1, 0)));
    }

    private static HandMade Run(string? hit, int seconds)
    {
        var run = Faulted(hit).Asked();
        var usage = run.Made("usage");
        return run.Later(TimeSpan.FromSeconds(seconds)).Answered(usage, "usage");
    }

    private static HandMade Faulted(string? hit)
    {
        var run = new HandMade();
        var rule = new FaultRule(new Trigger { On = "container.start" }, new CrashAgentAction());
        run.Scenario = run.Scenario with { Faults = [rule] };
        return run.Line(new FaultFired(1, new Edge("container.start", hit, null, Phase.Before), new HangAction()));
    }
}
