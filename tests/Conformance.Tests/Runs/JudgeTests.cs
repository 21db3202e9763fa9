using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Tests.Checks;

namespace Conformance.Tests.Runs;

[Parallelizable(ParallelScope.All)]
public class JudgeTests
{
    [Test]
    public void A_good_run_has_held() => Assert.That(Of(HandMade.GoodRun()), Is.EqualTo(Verdict.Held));

    [Test]
    public void A_violation_beats_trouble() => Assert.That(Of(HandMade.GoodRun().Left(), "some trouble"), Is.EqualTo(Verdict.Violated));

    [Test]
    public void Trouble_makes_it_unknown() => Assert.That(Of(HandMade.GoodRun(), "some trouble"), Is.EqualTo(Verdict.Unknown));

    [Test]
    public void A_run_in_which_nothing_was_judged_is_unknown() => Assert.That(Of(new HandMade()), Is.EqualTo(Verdict.Unknown));

    [Test]
    public void A_known_fault_that_shows_has_held() => Assert.That(Of(KnownFault().Left()), Is.EqualTo(Verdict.Held));

    [Test]
    public void A_known_fault_that_does_not_show_is_a_violation() => Assert.That(Of(KnownFault()), Is.EqualTo(Verdict.Violated));

    [Test]
    public void Another_violation_beside_the_known_fault_is_one() =>
        Assert.That(Of(KnownFault().Left().Terminated(killed: true)), Is.EqualTo(Verdict.Violated));

    [Test]
    public void A_run_that_got_stuck_is_not_asked_what_is_left() => Assert.Multiple(() =>
    {
        Assert.That(Of(HandMade.GoodRun().Left(), "stuck", hasPlayed: false), Is.EqualTo(Verdict.Unknown));
        Assert.That(Of(HandMade.GoodRun().Terminated(status: 3 << 8), "stuck", hasPlayed: false), Is.EqualTo(Verdict.Violated));
    });

    [Test]
    public void Every_check_has_an_id_a_sentence_and_no_state_to_be_made_with() => Assert.Multiple(() =>
    {
        Assert.That(CheckRegistry.All.Select(check => check.Id), Is.Unique.And.All.Match("^[a-z]+(-[a-z]+)*$"));
        Assert.That(CheckRegistry.All.Select(check => check.Sentence), Is.All.EndsWith("."));
        Assert.That(CheckRegistry.All, Has.Count.GreaterThanOrEqualTo(20));
    });

    [Test]
    public void Every_invariant_has_a_check() => Assert.That(
        CheckRegistry.All.SelectMany(check => check.Invariants.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(),
        Is.EquivalentTo(Enumerable.Range(1, 16).Select(number => $"I{number}")));

    private static HandMade KnownFault()
    {
        var run = HandMade.GoodRun();
        run.Scenario = run.Scenario with { Expect = new Expectations { Violations = ["no-leak"] } };
        return run;
    }

    private static Verdict Of(HandMade run, string? trouble = null, bool hasPlayed = true) =>
        Judge.Of(run.Record(), hasPlayed, trouble is null ? [] : [trouble]).Verdict;
}
