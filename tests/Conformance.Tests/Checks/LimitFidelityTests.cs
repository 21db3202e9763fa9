using Conformance.Docker;
using Conformance.Harness.Checks;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class LimitFidelityTests
{
    private const long Megabyte = 1 << 20;

    [TestCase(512, 64, 0)]
    [TestCase(0, 64, 1)]
    [TestCase(512, 0, 1)]
    public void A_container_is_created_with_the_limits_of_its_task(long shares, long megabytes, int violations) =>
        Assert.That(Created(shares, megabytes).JudgedBy<LimitFidelity>(), Is.EqualTo((1, violations)));

    [Test]
    public void An_update_to_what_is_in_force_may_be_passed_over() => Assert.That(
        Running().Updated(HandMade.Resources(0.5, 64)).Measured(Figures(512, 0, 64) with { SoftLimit = null }).JudgedBy<LimitFidelity>(), Is.EqualTo((2, 0)));

    [Test]
    public void A_task_without_limits_has_none_to_judge() => Assert.That(HandMade.GoodRun().JudgedBy<LimitFidelity>(), Is.EqualTo((0, 0)));

    [TestCase(1024, 128, 128, 0)]
    [TestCase(512, 128, 128, 1)]
    [TestCase(1024, 64, 128, 1)]
    [TestCase(1024, 128, 64, 1)]
    public void After_an_update_its_limits_are_in_force(long shares, long soft, long hard, int violations) => Assert.That(
        Running().Updated(HandMade.Resources(1, 128)).Measured(Figures(shares, soft, hard)).JudgedBy<LimitFidelity>(), Is.EqualTo((2, violations)));

    [Test]
    public void The_hard_memory_limit_only_rises() => Assert.That(
        Running().Updated(HandMade.Resources(0.5, 32)).Measured(Figures(512, 32, 64)).JudgedBy<LimitFidelity>(), Is.EqualTo((2, 0)));

    [Test]
    public void At_the_end_they_are_those_of_the_last_update() => Assert.Multiple(() =>
    {
        var run = Running().Updated(HandMade.Resources(1, 128));
        Assert.That(run.Left(figures: Figures(512, 64, 64)).JudgedBy<LimitFidelity>(), Is.EqualTo((2, 3)));
    });

    [Test]
    public void After_an_update_that_failed_nobody_knows() => Assert.That(
        Running().Updated(HandMade.Resources(1, 128), failure: "no").Measured(Figures(7, 7, 7)).JudgedBy<LimitFidelity>(), Is.EqualTo((1, 0)));

    [TestCase(256, 32, 500, 0)]
    [TestCase(512, 32, 500, 1)]
    [TestCase(256, 64, 500, 1)]
    public void An_update_after_one_that_failed_decides_anew_except_of_the_hard_limit(long shares, long soft, long hard, int violations) => Assert.That(
        Running().Updated(HandMade.Resources(1, 500), failure: "no").Updated(HandMade.Resources(0.25, 32)).Measured(Figures(shares, soft, hard)).JudgedBy<LimitFidelity>(),
        Is.EqualTo((2, violations)));

    [TestCase(50_000, 0)]
    [TestCase(20_000, 1)]
    [TestCase(null, 1)]
    public void With_quotas_the_processors_are_a_ceiling_too(long? quota, int violations)
    {
        var run = Running();
        run.Scenario = run.Scenario with { Agent = run.Scenario.Agent with { Cfs = true } };
        run.Updated(HandMade.Resources(0.5, 64)).Measured(Figures(512, 64, 64) with { CpuQuota = quota });
        var result = new LimitFidelity().Judge(run.Record());
        Assert.That(result.Violations.Count(violation => violation.Sentence.StartsWith("CPU quota", StringComparison.Ordinal)), Is.EqualTo(violations));
    }

    private static HandMade Running() => Created(512, 64).Started().Launched();

    private static HandMade Created(long shares, long megabytes)
    {
        var launch = HandMade.WebLaunch();
        launch.TaskInfo.Resources.Add(HandMade.Resources(0.5, 64));
        var spec = HandMade.Spec();
        return new HandMade().Asked(launch).Created(spec: spec with { HostConfig = spec.HostConfig! with { CpuShares = shares, Memory = megabytes * Megabyte } });
    }

    private static CgroupFigures Figures(long shares, long soft, long hard) =>
        new() { CpuShares = shares, SoftLimit = soft * Megabyte, HardLimit = hard * Megabyte };
}
