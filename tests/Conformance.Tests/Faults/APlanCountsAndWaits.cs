using Conformance.Faults;
using Conformance.Machine;
using FsCheck.Fluent;

namespace Conformance.Tests.Faults;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class APlanCountsAndWaits
{
    private static readonly Edge Start = new("container.start", "web", null, Phase.Before);
    private readonly HostDouble host = new();
    private readonly History history = new(() => Instant.Epoch);

    [FsCheck.NUnit.Property]
    public FsCheck.Property A_rule_acts_at_exactly_the_occurrences_that_it_counts() => Prop.ForAll(
        Gen.Choose(1, 5).SelectMany(nth => Gen.Choose(0, 4).SelectMany(times => Gen.Choose(0, 12).Select(edges => (nth, times, edges)))).ToArbitrary(),
        given =>
        {
            var plan = Plan(new FaultRule(new Trigger { On = Start.Operation, Nth = given.nth, Times = given.times }, new ErrorAction { Message = "m" }));
            var acted = Enumerable.Range(1, given.edges).Where(_ => plan.Reach(Start).Result is AnswerError).Count();
            var expected = Enumerable.Range(1, given.edges).Count(number => number >= given.nth && (given.times == 0 || number < given.nth + given.times));
            return acted == expected && plan.Unfired.Count == (expected == 0 ? 1 : 0);
        });

    [Test]
    public void A_rule_that_is_added_counts_from_then_on()
    {
        var plan = Plan();
        plan.Reach(Start);
        plan.Add(new FaultRule(new Trigger { On = Start.Operation, Nth = 2 }, new ErrorAction { Message = "m" }));
        Assert.That(Enumerable.Range(1, 3).Select(_ => plan.Reach(Start).Result is AnswerError), Is.EqualTo(new[] { false, true, false }));
    }

    [TestCase("container.start", null, null, Phase.Before, true)]
    [TestCase("container.start", "web", null, Phase.Before, true)]
    [TestCase("container.start", "other", null, Phase.Before, false)]
    [TestCase("container.start", null, "box", Phase.Before, false)]
    [TestCase("container.start", null, null, Phase.After, false)]
    [TestCase("container.stop", null, null, Phase.Before, false)]
    public void A_trigger_matches_what_it_names(string on, string? container, string? image, Phase when, bool matches) =>
        Assert.That(new Trigger { On = on, Container = container, Image = image, When = when }.Matches(Start), Is.EqualTo(matches));

    [Test]
    public async Task Rules_at_one_edge_act_in_file_order_and_the_first_effect_is_carried_out()
    {
        var at = new Trigger { On = Start.Operation };
        var plan = Plan(
            new FaultRule(at, new CrashAgentAction { State = StateLoss.Lost, WithChildren = true }),
            new FaultRule(at, new ErrorAction { Message = "first" }),
            new FaultRule(at, new ErrorAction { Message = "second" }));
        var effect = await plan.Reach(Start);
        Assert.Multiple(() =>
        {
            Assert.That(effect, Is.EqualTo(new AnswerError(500, "first")));
            Assert.That(host.Crashes, Is.EqualTo(new[] { new AgentCrash(StateLoss.Lost, true) }));
            Assert.That(history.Events.Select(line => ((FaultFired)line.Data).Rule), Is.EqualTo(new[] { 1, 2, 3 }));
        });
    }

    [Test]
    public void A_step_waits_for_the_nth_edge_and_edges_that_were_reached_before_count()
    {
        var plan = Plan();
        var second = new Trigger { On = Start.Operation, Nth = 2 };
        plan.Reach(Start);
        var waiting = plan.Reached(second);
        Assert.That(waiting.IsCompleted, Is.False);
        plan.Reach(Start);
        Assert.Multiple(() =>
        {
            Assert.That(waiting.IsCompletedSuccessfully);
            Assert.That(plan.Reached(second).IsCompletedSuccessfully);
            Assert.That(plan.Reached(second with { Nth = 3 }).IsCompleted, Is.False);
        });
    }

    [Test]
    public void A_hold_ends_when_the_other_edge_is_reached_and_two_may_meet()
    {
        var stop = Start with { Operation = "container.stop" };
        var plan = Plan(
            new FaultRule(new Trigger { On = Start.Operation }, new HoldAction { Until = new Trigger { On = stop.Operation } }),
            new FaultRule(new Trigger { On = stop.Operation }, new HoldAction { Until = new Trigger { On = Start.Operation } }));
        var held = plan.Reach(Start);
        Assert.That(held.IsCompleted, Is.False);
        var other = plan.Reach(stop);
        Assert.That((held.Result, other.Result), Is.EqualTo((FaultEffect.ProceedUnlessGone, FaultEffect.ProceedUnlessGone)));
    }

    [Test]
    public void Healing_lets_the_held_go_on_and_no_rule_act_any_more()
    {
        var plan = Plan(
            new FaultRule(new Trigger { On = Start.Operation, Times = 0 }, new HoldAction { Until = new Trigger { On = "container.stop" } }));
        var held = plan.Reach(Start);
        plan.Heal();
        Assert.That((held.IsCompletedSuccessfully, plan.Reach(Start).Result), Is.EqualTo((true, FaultEffect.Proceed)));
    }

    [Test]
    public void Many_threads_count_each_edge_once()
    {
        var plan = Plan(new FaultRule(new Trigger { On = Start.Operation, Nth = 1000, Times = 500 }, new ErrorAction { Message = "m" }));
        var acted = 0;
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var edge = 0; edge < 500; edge++)
            {
                if (plan.Reach(Start).Result is AnswerError)
                    Interlocked.Increment(ref acted);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.That(acted, Is.EqualTo(500));
    }

    private FaultPlan Plan(params FaultRule[] rules) => new(rules, host, history);
}
