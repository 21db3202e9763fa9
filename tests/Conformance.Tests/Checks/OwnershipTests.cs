using Conformance.Docker;
using Conformance.Faults;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Checks;

[Parallelizable(ParallelScope.All)]
public class OwnershipTests
{
    private const string ForeignId = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd";

    [Test]
    public void Who_stops_what_was_destroyed_and_removes_what_has_ended_is_right() => Assert.That(
        Running().Destroyed().Asks("container.stop").Exited().Asks("container.remove").JudgedBy<Ownership>(), Is.EqualTo((2, 0)));

    [TestCase("container.stop")]
    [TestCase("container.kill")]
    [TestCase("container.remove")]
    [TestCase("container.pause")]
    public void A_container_that_runs_and_that_nobody_destroyed_is_left_alone(string operation) =>
        Assert.That(Running().Asks(operation).JudgedBy<Ownership>(), Is.EqualTo((1, 1)));

    [TestCase("web", 0)]
    [TestCase(null, 0)]
    [TestCase("other", 1)]
    public void A_container_that_a_fault_made_doubtful_may_be_ended(string? hit, int violations)
    {
        var fault = new FaultFired(1, new Edge("container.wait", hit, null, Phase.After), new DropAction());
        Assert.That(Running().Line(fault).Asks("container.kill").JudgedBy<Ownership>(), Is.EqualTo((1, violations)));
    }

    [TestCase(TaskState.TaskKilled, 0)]
    [TestCase(TaskState.TaskRunning, 1)]
    public void A_container_whose_task_was_told_to_be_over_may_be_ended(TaskState state, int violations) =>
        Assert.That(Running().Reported(state).Asks("container.kill").JudgedBy<Ownership>(), Is.EqualTo((1, violations)));

    [Test]
    public void A_launch_that_was_not_answered_yet_may_be_taken_back() =>
        Assert.That(new HandMade().Asked().Created().Started().Asks("container.remove").JudgedBy<Ownership>(), Is.EqualTo((1, 0)));

    [Test]
    public void What_was_made_for_no_task_is_not_the_agent_s() =>
        Assert.That(Running().Asks("container.remove", "somebody").JudgedBy<Ownership>(), Is.EqualTo((1, 1)));

    [Test]
    public void Requests_that_name_a_foreign_container_are_for_another_check() =>
        Assert.That(WithForeign().Asks("container.remove", "db").JudgedBy<Ownership>(), Is.EqualTo((0, 0)));

    [TestCase(100, 1)]
    [TestCase(7, 0)]
    [TestCase(8, 1)]
    public void A_signal_goes_to_what_is_to_end_or_to_the_agent_s_own_programs(int pid, int violations)
    {
        var run = new HandMade().Line(new ProcessStarted(5, 1, "mesos-slave"), "agent").Line(new ProcessStarted(7, 5, "docker run"), "docker:7 run");
        run.Asked().Created().Started().Launched();
        Assert.That(run.Line(new ProcessSignalled(pid, Signals.Kill), "agent").JudgedBy<Ownership>(), Is.EqualTo((1, violations)));
    }

    [Test]
    public void A_signal_to_a_process_that_was_destroyed_is_right() =>
        Assert.That(Running().Destroyed().Line(new ProcessSignalled(100, Signals.Kill), "agent").JudgedBy<Ownership>(), Is.EqualTo((1, 0)));

    [Test]
    public void A_cgroup_is_written_for_an_update_of_its_own_task_only() => Assert.Multiple(() =>
    {
        var write = new CgroupWritten(HandMade.DockerId, "cpu.shares", "512");
        Assert.That(Running().Line(write, "agent").JudgedBy<Ownership>(), Is.EqualTo((1, 1)));
        Assert.That(Running().Updated(HandMade.Resources(0.5, 64)).Line(write, "agent").JudgedBy<Ownership>(), Is.EqualTo((1, 0)));
        Assert.That(WithForeign().Line(write with { Id = ForeignId }, "agent").JudgedBy<Ownership>(), Is.EqualTo((1, 1)));
    });

    [TestCase(1024L, null, 0)]
    [TestCase(512L, null, 1)]
    [TestCase(1024L, 1L << 25, 1)]
    public void The_limits_of_a_foreign_container_stay_as_they_were(long shares, long? memory, int violations)
    {
        var run = WithForeign().Left(id: ForeignId, name: "db", foreign: true, figures: new CgroupFigures { CpuShares = shares, HardLimit = memory });
        Assert.That(run.JudgedBy<Ownership>(), Is.EqualTo((1, violations)));
    }

    private static HandMade Running() => new HandMade().Asked().Created().Started().Launched();

    private static HandMade WithForeign()
    {
        var run = new HandMade();
        run.Scenario = run.Scenario with { Foreign = [new ForeignContainer { Name = "db", Image = "app" }] };
        return run.Created(ForeignId, "db", spec: new ContainerSpec { Image = "app", HostConfig = new HostConfig() }).Line(new AgentStarted(1, "S"));
    }
}
