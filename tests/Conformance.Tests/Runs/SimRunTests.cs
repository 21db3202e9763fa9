using Conformance.Docker;
using Conformance.Faults;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Runs;

[TestFixture("reference:api")]
[TestFixture("reference")]
[Parallelizable(ParallelScope.All)]
public class SimRunTests(string subject)
{
    [Test]
    public void A_task_that_ends_by_itself_is_finished()
    {
        var result = Run(Launch("true"), new WaitStep { Container = "web" });
        Assert.Multiple(() =>
        {
            Assert.That(Explain(result), Is.EqualTo("Held"));
            Assert.That(States(result), Is.EqualTo(new[] { TaskState.TaskRunning, TaskState.TaskFinished }));
            Assert.That(result.Events.Count(line => line.Data is ContainerRemoved), Is.EqualTo(1));
        });
    }

    [Test]
    public void An_agent_that_crashed_comes_back_and_waits_on()
    {
        var result = Run(
            Launch("sleep", "100"), new LaunchedStep { Container = "web" }, new CrashStep(), new RestartStep(), new WaitStep { Container = "web" });
        Assert.Multiple(() =>
        {
            Assert.That(Explain(result), Is.EqualTo("Held"));
            Assert.That(States(result)[^1], Is.EqualTo(TaskState.TaskFinished));
            Assert.That(result.Events.Count(line => line.Data is AgentStarted), Is.EqualTo(2));
            Assert.That(result.Events.Count(line => line.Data is ContainerSignalled), Is.Zero);
        });
    }

    [Test]
    public void An_agent_that_lost_its_state_removes_what_it_does_not_know()
    {
        var result = Run(
            Launch("sleep", "100000"), new LaunchedStep { Container = "web" }, new CrashStep { State = StateLoss.Lost }, new RestartStep());
        Assert.Multiple(() =>
        {
            Assert.That(Explain(result), Is.EqualTo("Held"));
            Assert.That(States(result)[^1], Is.EqualTo(TaskState.TaskLost));
            var ids = result.Events.Select(line => line.Data).OfType<AgentStarted>().Select(start => start.SlaveId);
            Assert.That(ids, Is.Unique);
        });
    }

    [Test]
    public void A_destroy_during_a_pull_leaves_nothing()
    {
        var result = Run(
            scenario => scenario with { Images = [new ImageSettings { Name = "app", Cmd = ["true"], Pull = TimeSpan.FromMinutes(10) }] },
            Launch(),
            new AfterStep { Time = TimeSpan.FromSeconds(30) },
            new DestroyStep { Container = "web" },
            new WaitStep { Container = "web" });
        Assert.Multiple(() =>
        {
            Assert.That(Explain(result), Is.EqualTo("Held"));
            Assert.That(result.Events.Any(line => line.Data is ContainerCreated), Is.False);
            Assert.That(States(result)[^1], Is.EqualTo(TaskState.TaskKilled));
        });
    }

    [Test]
    public void A_launch_that_takes_too_long_is_destroyed_by_the_registration_timer()
    {
        var result = Run(
            scenario => scenario with { Images = [new ImageSettings { Name = "app", Cmd = ["true"], Pull = TimeSpan.FromMinutes(10) }] },
            Launch(),
            new WaitStep { Container = "web" });
        var destroy = result.Events.Select(line => line.Data).OfType<CallMade>().Single(call => call.Method == "destroy");
        Assert.That((Explain(result), destroy.Detail, States(result)[^1]), Is.EqualTo(("Held", "executor registration timeout", TaskState.TaskFailed)));
    }

    [Test]
    public void A_fault_that_kills_the_agent_anywhere_is_followed_by_its_start()
    {
        var rule = new FaultRule(
            new Trigger { On = "container.start", When = Phase.After }, new CrashAgentAction { State = StateLoss.Kept });
        var result = Run(scenario => scenario with { Faults = [rule] }, Launch("true"), new WaitStep { Container = "web" });
        Assert.That((Explain(result), result.Events.Count(line => line.Data is AgentDied)), Is.EqualTo(("Held", 1)));
    }

    [Test]
    public void A_fault_that_never_acts_makes_the_verdict_unknown()
    {
        var rule = new FaultRule(new Trigger { On = "container.unpause" }, new CrashAgentAction());
        var result = Run(scenario => scenario with { Faults = [rule] }, Launch("true"), new WaitStep { Container = "web" });
        Assert.Multiple(() =>
        {
            Assert.That(result.Verdict, Is.EqualTo(Verdict.Unknown));
            Assert.That(result.Reasons, Has.Exactly(1).Contains("never acted"));
        });
    }

    [Test]
    public void A_hand_that_finds_nothing_to_act_on_makes_the_verdict_unknown_and_the_play_goes_on()
    {
        var result = Run(Launch("true"), new WaitStep { Container = "web" }, new PauseStep { Container = "web" }, new UsageStep { Container = "web" });
        Assert.Multiple(() =>
        {
            Assert.That(result.Verdict, Is.EqualTo(Verdict.Unknown));
            Assert.That(result.Reasons, Has.Exactly(1).StartsWith("step 3 (pause web): No such container"));
            Assert.That(result.Events.Count(line => line.Data is CallMade { Method: "usage" }), Is.EqualTo(1));
        });
    }

    [Test]
    public void Where_it_may_miss_a_hand_that_finds_nothing_is_a_note_and_no_more()
    {
        using var runner = new Runner();
        var result = runner.Run(new RunRequest
        {
            Scenario = Inline(Launch("true"), new WaitStep { Container = "web" }, new RemoveStep { Container = "web" }),
            Subject = subject,
            MayMiss = true,
        });
        Assert.Multiple(() =>
        {
            Assert.That(Explain(result), Is.EqualTo("Held"));
            Assert.That(result.Events.Count(line => line.Data is Note note && note.Describe().StartsWith("step 3 (remove web): No such container", StringComparison.Ordinal)), Is.EqualTo(1));
        });
    }

    [Test]
    public void A_step_that_never_ends_makes_the_verdict_unknown()
    {
        var result = Run(Launch("sleep", "1000000000"), new WaitStep { Container = "web" });
        Assert.Multiple(() =>
        {
            Assert.That(result.Verdict, Is.EqualTo(Verdict.Unknown));
            Assert.That(result.Reasons, Has.Exactly(1).Contains("step 2 (wait web)"));
        });
    }

    [Test]
    public void What_is_expected_to_be_left_is_left()
    {
        var result = Run(
            scenario => scenario with { Expect = new Expectations { Containers = ["web"] } },
            Launch("sleep", "1000000"),
            new LaunchedStep { Container = "web" });
        Assert.That(Explain(result), Is.EqualTo("Held"));
    }

    [Test]
    public void Output_reaches_the_sandbox()
    {
        var logs = new Dictionary<string, ExpectedLogs> { ["web"] = new() { Stdout = "hello world\n", Stderr = "" } };
        var result = Run(
            scenario => scenario with { Expect = new Expectations { Logs = logs } }, Launch("echo", "hello", "world"), new WaitStep { Container = "web" });
        Assert.That(Explain(result), Is.EqualTo("Held"));
    }

    [Test]
    public void Equal_seeds_give_equal_histories()
    {
        var first = Concurrent(7);
        var second = Concurrent(7);
        Assert.Multiple(() =>
        {
            Assert.That(second.HistoryHash, Is.EqualTo(first.HistoryHash));
            Assert.That(second.Events.Select(Words), Is.EqualTo(first.Events.Select(Words)));
        });
    }

    [Test]
    public void Seeds_matter()
    {
        var orders = new HashSet<string>();
        for (var seed = 0UL; seed < 100; seed++)
            orders.Add(EventOrder.Of(Concurrent(seed).Events));
        Assert.That(orders, Has.Count.GreaterThanOrEqualTo(20));
    }

    [Test]
    public void Runs_on_several_threads_do_not_know_of_each_other()
    {
        var alone = Enumerable.Range(0, 8).Select(seed => Concurrent((ulong)seed).HistoryHash).ToArray();
        var together = new ulong[alone.Length];
        Parallel.For(0, alone.Length, seed => together[seed] = Concurrent((ulong)seed).HistoryHash);
        Assert.That(together, Is.EqualTo(alone));
    }

    private RunResult Concurrent(ulong seed) => Run(
        seed,
        scenario => scenario,
        Launch(["sleep", "1"], "a"),
        Launch(["true"], "b"),
        Launch(["sleep", "1000"], "c"),
        new LaunchedStep { Container = "c" },
        new DestroyStep { Container = "c" },
        new WaitStep { Container = "a" },
        new WaitStep { Container = "b" },
        new WaitStep { Container = "c" });

    private static LaunchStep Launch(params string[] words) => Launch(words, "web");

    private static LaunchStep Launch(string[] words, string name) => new() { Container = name, Image = "app", Arguments = words };

    private RunResult Run(params Step[] steps) => Run(1, scenario => scenario, steps);

    private RunResult Run(Func<Scenario, Scenario> change, params Step[] steps) => Run(1, change, steps);

    private RunResult Run(ulong seed, Func<Scenario, Scenario> change, params Step[] steps)
    {
        using var runner = new Runner();
        return runner.Run(new RunRequest { Scenario = change(Inline(steps)), Subject = subject, Seed = seed });
    }

    private static Scenario Inline(params Step[] steps) => new()
    {
        Title = "inline",
        File = "inline.yaml",
        Requirements = [],
        Images = [new ImageSettings { Name = "app", Cmd = ["true"] }],
        Steps = steps,
    };

    private static List<TaskState> States(RunResult result) =>
        [.. result.Events.Select(line => line.Data).OfType<TaskReported>().Select(report => report.State)];

    private static string Words(HistoryEvent line) => $"{line.Time} {line.Actor} {line.Data.Kind} {line.Data.Container} {line.Data.Describe()}";

    private static string Explain(RunResult result) => string.Join(
        "; ",
        [result.Verdict.ToString(), .. result.Reasons, .. result.Checks.SelectMany(check => check.Violations).Select(violation => violation.Sentence)]);
}
