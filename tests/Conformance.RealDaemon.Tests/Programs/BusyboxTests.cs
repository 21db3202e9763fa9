using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Programs;

/// <summary>
/// The simulated shell beside the real one: the same standard output, standard error and exit code or fatal signal. Generated scripts are the
/// same in each run of the tests; CONFORMANCE_SEED gives others, CONFORMANCE_SCRIPTS more of them.
/// </summary>
public sealed class BusyboxTests
{
    private const int UsualCount = 150;
    private const int Size = 50;
    private const int ShownMax = 10;
    private const ulong UsualSeed = 20140826;
    private const ulong AnyOddNumber = 0x9E3779B97F4A7C15;
    private RealBusybox? busybox;

    [OneTimeSetUp]
    public void FindBusybox()
    {
        if (RealBusybox.Path is { } path)
            busybox = new RealBusybox(path);
        else
            Assert.Ignore("no /bin/busybox here: install Debian's busybox-static");
    }

    [OneTimeTearDown]
    public void RemoveFolder() => busybox?.Dispose();

    private static IEnumerable<TestCaseData> Scripts =>
        ComparedScripts.Table.Select((script, index) => new TestCaseData([script]).SetArgDisplayNames($"{index}"));

    [TestCaseSource(nameof(Scripts))]
    public void A_script_does_the_same_in_both(string[] script) =>
        Assert.That(SimulatedShell.Run(script).ToString(), Is.EqualTo(busybox!.Run(script).ToString()), script[0]);

    private static IEnumerable<TestCaseData> Generators =>
    [
        new TestCaseData(GeneratedScripts.Script).SetArgDisplayNames("constructs"),
        new TestCaseData(SignalScripts.Script).SetArgDisplayNames("signals"),
        new TestCaseData(WordScripts.Script).SetArgDisplayNames("words"),
    ];

    [TestCaseSource(nameof(Generators))]
    public void Generated_scripts_do_the_same_in_both(Gen<string> scripts)
    {
        var differences = new List<string>();
        foreach (var script in scripts.Sample(Size, new Rnd(Variable("CONFORMANCE_SEED", UsualSeed), AnyOddNumber), (int)Variable("CONFORMANCE_SCRIPTS", UsualCount)))
        {
            string[] words = [script, "name", "one", "two words"];
            var (simulated, real) = (SimulatedShell.Run(words).ToString(), busybox!.Run(words).ToString());
            if (simulated != real)
                differences.Add($"{script}\n=== simulated: {simulated}\n=== real: {real}");
        }

        Assert.That(differences, Is.Empty, string.Join("\n##########\n", differences.OrderBy(difference => difference.Length).Take(ShownMax)));
    }

    private static ulong Variable(string name, ulong usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : usual;
}
