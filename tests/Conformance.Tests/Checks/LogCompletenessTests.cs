using System.Text;
using Conformance.Docker;
using Conformance.Faults;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Machine;
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

    [TestCase("a\nb\n", "a\n", false, 1, TestName = "A_removal_by_another_hand_alone_cuts_nothing_short")]
    [TestCase("a\nb\n", "a\n", true, 0, TestName = "After_a_fault_and_a_removal_by_another_hand_there_may_be_the_beginning_only")]
    [TestCase("a\nb\n", "b\n", true, 1, TestName = "What_is_there_after_a_removal_by_another_hand_is_the_beginning")]
    public void Taken_away(string written, string found, bool hasFault, int violations)
    {
        var before = new HandMade();
        if (hasFault)
            before.Line(new FaultFired(1, new Edge("container.logs", "web", null, Phase.Before), new DropAction()));
        var run = Run(written, found, before: before.Line(new HandActed("web", HandMade.DockerId, "remove web") { IsRemoval = true }));
        Assert.That(run.JudgedBy<LogCompleteness>(), Is.EqualTo((2, violations)));
    }

    private static HandMade Run(string written, string found, Launch? launch = null, HandMade? before = null)
    {
        var exit = new ContainerExited(HandMade.DockerId, HandMade.DockerName, 0, false) { Written = new ContainerOutput(Bytes(written), []) };
        var report = new TaskReported(HandMade.WebId, TaskState.TaskFinished, "") { Sandbox = new SandboxOutput(Bytes(found), []) };
        return (before ?? new HandMade()).Asked(launch).Created().Started().Line(exit).Line(report);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
