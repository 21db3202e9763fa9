using Conformance.Docker;
using Conformance.Harness.Checks;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class UsageFidelityTests
{
    [TestCase(1.05, 500UL, 0)]
    [TestCase(0.5, 500UL, 1)]
    [TestCase(9.0, 500UL, 1)]
    [TestCase(1.05, 5000UL, 1)]
    public void Figures_lie_between_what_was_read_before_and_after(double seconds, ulong resident, int violations)
    {
        var run = Running().Measured(new CgroupFigures { CpuSeconds = 1, MemoryPeak = 900 });
        Assert.That(Usage(run, seconds, resident).Measured(new CgroupFigures { CpuSeconds = 1.1, MemoryPeak = 1000 }).JudgedBy<UsageFidelity>(), Is.EqualTo((1, violations)));
    }

    [Test]
    public void Figures_of_what_does_not_run_are_wrong() =>
        Assert.That(Usage(Running().Exited(), 1, 1).JudgedBy<UsageFidelity>(), Is.EqualTo((1, 1)));

    [Test]
    public void An_error_is_right() => Assert.That(Failed(Running().Exited()).JudgedBy<UsageFidelity>(), Is.EqualTo((0, 0)));

    [TestCase(64UL << 20, 0)]
    [TestCase(65UL << 20, 1)]
    public void The_limits_told_are_those_that_were_asked_for(ulong limit, int violations) => Assert.That(
        Usage(Running().Updated(HandMade.Resources(1, 64)), 1, 1, limit).JudgedBy<UsageFidelity>(), Is.EqualTo((1, violations)));

    private static HandMade Running() => new HandMade().Asked().Created().Started().Launched();

    private static HandMade Failed(HandMade run) => run.Answered(run.Made("usage"), "usage", failure: "Container is not running");

    private static HandMade Usage(HandMade run, double seconds, ulong resident, ulong? limit = null)
    {
        var statistics = new ResourceStatistics { Timestamp = 1, CpusUserTimeSecs = seconds, CpusSystemTimeSecs = 0, MemRssBytes = resident };
        if (limit is { } bytes)
            statistics.MemLimitBytes = bytes;
        return run.Answered(run.Made("usage"), "usage", answer => answer with { Statistics = statistics });
    }
}
