using FsCheck.Fluent;

namespace Conformance.Tests.Programs;

/// <summary>The simulated shell beside the real one: the same standard output, standard error and exit code.</summary>
public sealed class BusyboxTests
{
    private const int Generated = 150;
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

    [Test]
    public void Generated_scripts_do_the_same_in_both()
    {
        foreach (var script in GeneratedScripts.Script.Sample(Generated))
            Assert.That(SimulatedShell.Run([script, "name", "one", "two words"]).ToString(), Is.EqualTo(busybox!.Run([script, "name", "one", "two words"]).ToString()), script);
    }
}
