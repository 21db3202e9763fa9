using System.Globalization;
using Conformance.Faults;
using Conformance.Harness.Fidelity;

namespace Conformance.RealDaemon.Tests;

/// <summary>
/// Three hundred sequences of calls on real daemons of their own and on the fake one, always the same; CONFORMANCE_SEED gives others,
/// CONFORMANCE_SEQUENCES more. After all other tests, which have limits on their time.
/// </summary>
[TestFixture, NonParallelizable]
public class GeneratedSequencesTests
{
    private const int UsualCount = 300;
    private const int KnownMax = 20;
    private const int Workers = 4;
    private static readonly Lazy<Task<IReadOnlyList<SequenceResult>>> Results = new(() => new FidelityRun(Options()).Run(CancellationToken.None));

    [SetUp]
    public void Require() => SharedDaemon.Require();

    [Test]
    public async Task The_fake_daemon_answers_each_sequence_as_a_real_one()
    {
        var different = (await Results.Value).Where(result => result.Differences.Count > 0).ToList();
        Assert.That(different, Is.Empty, string.Join("\n\n", different.Select(result => result.Describe())));
    }

    [Test]
    public async Task Every_answer_that_is_wanted_was_given()
    {
        Assert.That(new FidelityCoverage(await Results.Value).Missing, Is.Empty);
    }

    [Test]
    public async Task What_is_known_to_differ_still_does()
    {
        var met = (await Results.Value).SelectMany(result => result.Known).Select(known => known.Id).Distinct();
        Assert.That(met, Is.EquivalentTo(KnownDifferences.All.Select(known => known.Id)));
        Assert.That(KnownDifferences.All, Has.Count.LessThanOrEqualTo(KnownMax));
        Assert.That(KnownDifferences.All, Has.All.Matches<KnownDifference>(known => DateOnly.TryParse(known.Date, CultureInfo.InvariantCulture, out _) && known.Real.Length > 0 && known.Why.Length > 0));
    }

    private static IEnumerable<TestCaseData> Lies =>
    [
        new TestCaseData(new FaultRule(new Trigger { On = "container.wait", Times = 0 }, new RewriteExitAction { Code = 42 })).SetArgDisplayNames("waits tell another exit code"),
        new TestCaseData(new FaultRule(new Trigger { On = "container.pause", Times = 0 }, new PretendAction())).SetArgDisplayNames("pauses do nothing"),
    ];

    [TestCaseSource(nameof(Lies))]
    public async Task A_lie_is_found(FaultRule lie)
    {
        // Without those written by hand, which were written to find something; it ends with the first difference.
        var results = await new FidelityRun(Options() with { WithFixed = false, Faults = [lie], StopsAtFirst = true, ShrunkMax = 0 }).Run(CancellationToken.None);
        Assert.That(results.Any(result => result.Differences.Count > 0));
    }

    private static FidelityOptions Options() => new()
    {
        Sequences = (int)Variable("CONFORMANCE_SEQUENCES", UsualCount),
        Seed = Variable("CONFORMANCE_SEED", 1),
        Workers = Workers,
    };

    private static ulong Variable(string name, ulong usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : usual;
}
