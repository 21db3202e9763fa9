using Conformance.Containerizer;
using Conformance.Harness.Exploration;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Exploration;

/// <summary>What the random workloads are worth: they find what is broken, and tell it in the fewest words.</summary>
[TestFixture]
public class ABrokenContainerizerIsFound
{
    private static readonly RunRequest Broken = new()
    {
        Scenario = null!,
        Compose = (context, stages) => stages with { Destroy = new ForgetfulDestroy(context) },
    };

    [TestCase("reference")]
    [TestCase("reference:api")]
    public void Who_forgets_to_remove_is_shown_by_one_launch(string subject)
    {
        var failing = Enumerable.Range(0, 20).Select(seed => Workload.Of((ulong)seed, 50, Broken with { Subject = subject })).First(Leaks);
        var shrunk = failing with { Scenario = new ScenarioShrinker().Shrink(failing.Scenario, candidate => Leaks(failing with { Scenario = candidate })) };
        var read = new ScenarioReader().ReadText(shrunk.File(), "s.yaml").Single();
        Assert.Multiple(() =>
        {
            Assert.That(read.Steps.OfType<LaunchStep>().Count(), Is.EqualTo(1), shrunk.File());
            Assert.That(read.Steps, Has.Count.LessThanOrEqualTo(3), shrunk.File());
            Assert.That(read.Faults, Is.Empty, shrunk.File());
            Assert.That(shrunk.Smaller().Any(Leaks), Is.False, "nothing more can be left out");
            Assert.That(Leaks(shrunk with { Scenario = read }), Is.True, "the file shows it");
            Assert.That((shrunk with { Request = shrunk.Request with { Compose = null } }).Wrong(), Is.Empty, "whoever removes, passes");
        });
    }

    private static bool Leaks(Workload workload) => workload.Wrong().Any(wrong => wrong.StartsWith("no-leak", StringComparison.Ordinal));

    /// <summary>Believes that an ended container removes itself.</summary>
    private sealed class ForgetfulDestroy(ContainerizerContext context) : DestroyStage(context)
    {
        public override Task<bool> TryRemove(string container) => Task.FromResult(true);
    }
}
