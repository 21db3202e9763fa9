using Conformance.Docker;
using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class CommandLineFidelityTests
{
    [Test]
    public void The_image_s_own_command_is_right() => Assert.That(Judge(HandMade.GoodRun()), Is.EqualTo((1, 0)));

    [Test]
    public void A_foreign_container_is_not_judged() => Assert.That(Judge(new HandMade().Created(name: "database")), Is.EqualTo((0, 0)));

    [TestCase("strict", "/bin/sh -c date", 0)]
    [TestCase("strict", "echo /bin/sh -c date", 1)]
    [TestCase("mesos-0.20.1", "/bin/sh -c date", 0)]
    [TestCase("mesos-0.20.0", "echo /bin/sh -c date", 0)]
    [TestCase("mesos-0.20.0", "/bin/sh -c date", 1)]
    public void An_entrypoint_swallows_the_shell_only_in_the_oldest_profile(string profile, string found, int violations) =>
        Assert.That(Judge(Run(profile, "date", true, found)), Is.EqualTo((1, violations)));

    [TestCase("echo date", 0)]
    [TestCase("echo inky", 1)]
    public void Without_shell_a_value_replaces_the_image_s_command(string found, int violations) =>
        Assert.That(Judge(Run("strict", "date", false, found)), Is.EqualTo((1, violations)));

    [TestCase("echo inky", 0)]
    [TestCase("echo", 1)]
    public void Without_shell_and_value_the_image_runs_as_it_is(string found, int violations) =>
        Assert.That(Judge(Run("strict", null, false, found)), Is.EqualTo((1, violations)));

    [Test]
    public void A_variable_that_is_missing_or_nobody_asked_for_is_wrong()
    {
        var launch = HandMade.WebLaunch();
        launch.TaskInfo.Command.Environment = new Conformance.Mesos.Messages.Environment();
        launch.TaskInfo.Command.Environment.Variables.Add(new Conformance.Mesos.Messages.Environment.Types.Variable { Name = "A", Value = "1" });
        Assert.Multiple(() =>
        {
            Assert.That(Judge(new HandMade().Asked(launch).Created(spec: HandMade.Spec(["A=1"]))), Is.EqualTo((1, 0)));
            Assert.That(Judge(new HandMade().Asked(launch).Created(spec: HandMade.Spec([]))), Is.EqualTo((1, 1)));
            Assert.That(Judge(new HandMade().Asked(launch).Created(spec: HandMade.Spec(["A=1", "B=2"]))), Is.EqualTo((1, 1)));
        });
    }

    [Test]
    public void An_executor_needs_every_variable_by_which_it_finds_its_agent()
    {
        string[] all =
        [
            "LIBPROCESS_PORT=0", "MESOS_FRAMEWORK_ID=F", "MESOS_EXECUTOR_ID=web-executor", "MESOS_SLAVE_ID=S",
            "MESOS_SLAVE_PID=slave(1)@127.0.0.1:5051", "MESOS_DIRECTORY=/sandbox", "MESOS_CHECKPOINT=1",
        ];
        Assert.That(JudgeExecutor(all), Is.EqualTo((1, 0)));
        foreach (var missing in all)
            Assert.That(JudgeExecutor([.. all.Where(variable => variable != missing)]), Is.EqualTo((1, 1)), missing);

        static (int, int) JudgeExecutor(string[] variables) =>
            Judge(new HandMade().Asked(HandMade.ExecutorLaunch()).Created(spec: HandMade.Spec(variables)));
    }

    [Test]
    public void A_missing_sandbox_and_another_image_are_wrong() => Assert.Multiple(() =>
    {
        Assert.That(Judge(new HandMade().Asked().Created(spec: new ContainerSpec { Image = "app" })), Is.EqualTo((1, 1)));
        Assert.That(Judge(new HandMade().Asked().Created(spec: HandMade.Spec() with { Image = "other" })), Is.EqualTo((1, 1)));
    });

    private static HandMade Run(string profile, string? value, bool shell, string found)
    {
        var run = new HandMade { Profile = profile };
        run.Scenario = run.Scenario with { Images = [new ImageSettings { Name = "app", Entrypoint = ["echo"], Cmd = ["inky"] }] };
        return run.Asked(HandMade.WebLaunch(value, shell)).Created(command: found.Split(' ', shell ? 4 : 5));
    }

    private static (int, int) Judge(HandMade run)
    {
        var result = new CommandLineFidelity().Judge(run.Record());
        return (result.Judged, result.Violations.Count);
    }
}
