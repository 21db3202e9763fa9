using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Exploration;

/// <summary>
/// The law of laws: whatever is asked of the reference and whatever goes wrong, all checks hold. The workloads are the same in each
/// run of the tests; CONFORMANCE_SEED gives others, CONFORMANCE_WORKLOADS more of them.
/// </summary>
[TestFixture]
public class RandomWorkloads
{
    private const ulong UsualSeed = 20140826;
    private const int UsualCount = 1000;
    private const ulong AnyOddNumber = 0x9E3779B97F4A7C15;

    [TestCase("reference")]
    [TestCase("reference:api")]
    public void Nothing_leaks_and_every_launch_ends_once(string subject)
    {
        var found = new Found();
        var workloads = Gen.Sized(size => Gen.Choose(0, int.MaxValue).Select(seed => Workload.Of((ulong)seed, size, subject)));
        var config = Config.Quick
            .WithMaxTest((int)Variable("CONFORMANCE_WORKLOADS", UsualCount))
            .WithReplay(Variable("CONFORMANCE_SEED", UsualSeed), AnyOddNumber)
            .WithParallelRunConfig(new ParallelRunConfig(Environment.ProcessorCount));
        Check.One(config, Prop.ForAll(Arb.From(workloads, workload => workload.Smaller()), found.Holds));
        if (found.Smallest is { } smallest)
            Assert.Fail(smallest.Report());
    }

    private static ulong Variable(string name, ulong usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : usual;

    /// <summary>Keeps the smallest workload that failed, which is the one that shrinking ends with.</summary>
    private sealed class Found
    {
        private readonly Lock gate = new();

        public Workload? Smallest { get; private set; }

        public bool Holds(Workload workload)
        {
            if (workload.Wrong().Count == 0)
                return true;
            lock (gate)
            {
                if (Smallest is null || workload.File().Length <= Smallest.File().Length)
                    Smallest = workload;
            }

            return false;
        }
    }
}
