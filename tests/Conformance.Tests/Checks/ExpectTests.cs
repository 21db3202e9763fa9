using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class ExpectTests
{
    [Test]
    public void A_scenario_that_expects_nothing_has_nothing_judged() => Assert.That(Judge(HandMade.GoodRun(), new()), Is.EqualTo((0, 0)));

    [TestCase(true, null, 0)]
    [TestCase(false, null, 1)]
    [TestCase(null, "*", 1)]
    public void A_launch_is_compared(bool? answer, string? fails, int violations) => Assert.That(
        Judge(HandMade.GoodRun(), new() { Launches = One("web", new ExpectedLaunch { Answer = answer, Fails = fails }) }),
        Is.EqualTo((1, violations)));

    [Test]
    public void The_failure_of_a_launch_is_a_pattern()
    {
        var run = new HandMade().Asked();
        run.Answered(run.Made("launch"), "launch", failure: "no such image");
        Assert.Multiple(() =>
        {
            Assert.That(Judge(run, new() { Launches = One("web", new ExpectedLaunch { Fails = "no * image" }) }), Is.EqualTo((1, 0)));
            Assert.That(Judge(run, new() { Launches = One("web", new ExpectedLaunch { Fails = "*timeout*" }) }), Is.EqualTo((1, 1)));
        });
    }

    [TestCase(false, "ov*", 0, null, 0)]
    [TestCase(true, null, null, null, 1)]
    [TestCase(null, "under", null, null, 1)]
    [TestCase(null, null, 1, null, 1)]
    [TestCase(null, null, null, 9, 1)]
    public void A_termination_is_compared(bool? killed, string? message, int? exit, int? signal, int violations)
    {
        var expected = new ExpectedTermination { Killed = killed, Message = message, Exit = exit, Signal = signal };
        Assert.That(Judge(HandMade.GoodRun(), new() { Terminations = One("web", expected) }), Is.EqualTo((1, violations)));
    }

    [Test]
    public void A_termination_that_never_came_is_wrong() =>
        Assert.That(Judge(new HandMade().Asked(), new() { Terminations = One("web", new ExpectedTermination()) }), Is.EqualTo((1, 1)));

    [TestCase("*\"Id\"*", 0)]
    [TestCase("*\"Name\"*", 1)]
    public void The_data_of_a_running_task_is_compared(string pattern, int violations)
    {
        var run = new HandMade().Asked().Line(new TaskReported(HandMade.WebId, TaskState.TaskRunning, "") { Data = "[{\"Id\": 1}]" });
        Assert.That(Judge(run, new() { Talks = One("web", new ExpectedTalk { Data = pattern }) }), Is.EqualTo((1, violations)));
    }

    [Test]
    public void Data_of_a_task_that_was_never_reported_running_is_missing() => Assert.That(
        Judge(new HandMade().Asked().Reported(TaskState.TaskFailed), new() { Talks = One("web", new ExpectedTalk { Data = "*" }) }), Is.EqualTo((1, 1)));

    [TestCase("ok", null, 0)]
    [TestCase("ok", "Device or resource busy", 1)]
    [TestCase("*busy", "Device or resource busy", 0)]
    [TestCase("*busy", "Invalid argument", 1)]
    [TestCase("*busy", null, 1)]
    public void The_answer_of_an_update_is_compared(string wanted, string? failure, int violations)
    {
        var run = new HandMade().Asked();
        run.Scenario = run.Scenario with { Steps = [new UpdateStep { Container = "web", Cpus = 1, Answer = wanted }] };
        run.Updated(HandMade.Resources(1, 64), failure is null ? "an earlier one" : null).Line(new StepBegan(1, "update web"));
        Assert.That(Judge(run.Updated(HandMade.Resources(1, 64), failure), new()), Is.EqualTo((1, violations)));
    }

    [Test]
    public void An_update_that_was_never_answered_is_not_what_was_expected()
    {
        var run = new HandMade().Asked();
        run.Scenario = run.Scenario with { Steps = [new UpdateStep { Container = "web", Cpus = 1, Answer = "ok" }] };
        run.Line(new StepBegan(1, "update web")).Made("update");
        Assert.That(Judge(run, new()), Is.EqualTo((1, 1)));
    }

    [TestCase("hello\n", 0)]
    [TestCase("hello", 1)]
    public void Output_is_compared_to_the_byte(string wanted, int violations) => Assert.That(
        Judge(HandMade.GoodRun().Sandbox("hello\n"), new() { Logs = One("web", new ExpectedLogs { Stdout = wanted }) }),
        Is.EqualTo((1, violations)));

    [TestCase("running", "failed: out of*", 0)]
    [TestCase("running", "failed", 0)]
    [TestCase("running", "failed: *disk", 1)]
    [TestCase("running", "finished", 1)]
    public void Reports_are_compared_in_order_and_number(string first, string second, int violations)
    {
        var run = new HandMade().Asked()
            .Line(new TaskReported(HandMade.WebId, TaskState.TaskRunning, ""))
            .Line(new TaskReported(HandMade.WebId, TaskState.TaskFailed, "out of memory"));
        Assert.Multiple(() =>
        {
            Assert.That(Judge(run, new() { Talks = One("web", new ExpectedTalk { Reports = [first, second] }) }), Is.EqualTo((1, violations)));
            Assert.That(Judge(run, new() { Talks = One("web", new ExpectedTalk { Reports = [first] }) }), Is.EqualTo((1, 1)));
        });
    }

    [TestCase("from executor: A", "to executor: B*", 0)]
    [TestCase("from executor: A", "from executor: C refused: *", 0)]
    [TestCase("to executor: B*", "from executor: A", 1)]
    [TestCase("from executor: A", "from executor: A", 1)]
    public void Messages_must_come_in_this_order_with_others_between_them(string first, string second, int violations)
    {
        var run = new HandMade().Asked()
            .Line(new ExecutorHeard(HandMade.WebId, "A", "x@127.0.0.1:1", null))
            .Line(new ExecutorTold(HandMade.WebId, "B", "x@127.0.0.1:1", "refused"))
            .Line(new ExecutorHeard(null, "C", "x@127.0.0.1:1", "who?"));
        Assert.That(Judge(run, new() { Talks = One("web", new ExpectedTalk { Messages = [first, second] }) }), Is.EqualTo((1, violations)));
    }

    [Test]
    public void What_is_to_be_left_must_live() => Assert.Multiple(() =>
    {
        var left = new Expectations { Containers = ["web"] };
        Assert.That(Judge(new HandMade().Asked().Left(), left), Is.EqualTo((1, 0)));
        Assert.That(Judge(new HandMade().Asked(), left), Is.EqualTo((1, 1)));
        Assert.That(Judge(new HandMade().Asked().Left("exited", 0), left), Is.EqualTo((1, 1)));
    });

    [Test]
    public void A_list_is_exactly_what_its_step_says()
    {
        var run = new HandMade().Asked();
        run.Scenario = run.Scenario with { Steps = [new ContainersStep { Names = ["web"] }, new ContainersStep { Names = [] }] };
        for (var step = 1; step <= 2; step++)
        {
            run.Line(new StepBegan(step, "containers"));
            run.Answered(run.Made("containers", null), "containers", answer => answer with { Containers = [HandMade.WebId] });
        }

        Assert.That(Judge(run, new()), Is.EqualTo((2, 1)));
    }

    [TestCase("*", "", true)]
    [TestCase("a*c", "abbc", true)]
    [TestCase("a*c*", "abcd", true)]
    [TestCase("a*c", "abcd", false)]
    [TestCase("", "a", false)]
    [TestCase("**a", "ba", true)]
    public void A_star_stands_for_any_text(string pattern, string text, bool matches) =>
        Assert.That(Glob.Matches(pattern, text), Is.EqualTo(matches));

    private static Dictionary<string, T> One<T>(string name, T value) => new() { [name] = value };

    private static (int, int) Judge(HandMade run, Expectations expect)
    {
        run.Scenario = run.Scenario with { Expect = expect };
        var result = new Expect().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
