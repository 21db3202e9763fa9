using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class NoResidueTests
{
    [Test]
    public void A_good_run_leaves_nothing() => Assert.That(HandMade.GoodRun().JudgedBy<NoResidue>(), Is.EqualTo((1, 0)));

    [Test]
    public void A_program_that_still_runs_is_residue() =>
        Assert.That(HandMade.GoodRun().ChildLeft("docker logs --follow " + HandMade.DockerName).JudgedBy<NoResidue>(), Is.EqualTo((2, 1)));

    [TestCase(HandMade.DockerName)]
    [TestCase(HandMade.DockerId)]
    public void A_program_of_a_container_that_is_to_run_on_is_none(string container)
    {
        var run = HandMade.GoodRun().ChildLeft("docker wait " + container);
        run.Scenario = run.Scenario with { Expect = new Expectations { Containers = ["web"] } };
        Assert.That(run.JudgedBy<NoResidue>(), Is.EqualTo((2, 0)));
    }

    [Test]
    public void A_running_pull_an_unused_volume_and_a_taken_name_are_residue()
    {
        var run = HandMade.GoodRun();
        run.Truth = truth => truth with { Pulls = ["busybox:latest"], UnusedVolumes = ["0123"], TakenNames = ["mesos-x"] };
        Assert.That(run.JudgedBy<NoResidue>(), Is.EqualTo((4, 3)));
    }
}
