using System.Text;
using Conformance.Docker;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class LogCompletenessTests
{
    [TestCase("a\nb\n", "a\nb\n", 0)]
    [TestCase("a\nb\n", "a\n", 1)]
    [TestCase("a\nb\n", "a\nb\na\nb\n", 1)]
    [TestCase("a\nb\n", "b\na\n", 1)]
    [TestCase("", "", 0)]
    [TestCase("", "x", 1)]
    public void The_sandbox_holds_every_byte_once(string written, string found, int violations) =>
        Assert.That(Run(written, found).JudgedBy<LogCompleteness>(), Is.EqualTo((2, violations)));

    [Test]
    public void Words_of_the_fetcher_may_stand_before()
    {
        var launch = HandMade.WebLaunch("run");
        launch.TaskInfo.Command.Uris.Add(new CommandInfo.Types.URI { Value = "file:///x" });
        Assert.That(Run("a\n", "Fetching x\na\n", launch).JudgedBy<LogCompleteness>(), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Output_of_which_nobody_knows_is_not_judged() =>
        Assert.That(HandMade.GoodRun().JudgedBy<LogCompleteness>(), Is.EqualTo((0, 0)));

    private static HandMade Run(string written, string found, Launch? launch = null)
    {
        var exit = new ContainerExited(HandMade.DockerId, HandMade.DockerName, 0, false) { Written = new ContainerOutput(Bytes(written), []) };
        var report = new TaskReported(HandMade.WebId, TaskState.TaskFinished, "") { Sandbox = new SandboxOutput(Bytes(found), []) };
        return new HandMade().Asked(launch).Created().Started().Line(exit).Line(report);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
