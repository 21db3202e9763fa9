using Conformance.Docker;
using Conformance.Harness.Checks;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Tests.Checks;

/// <summary>What checks make of a host with two agents: each is judged by its own lives, and the other's containers are foreign.</summary>
[Parallelizable(ParallelScope.All)]
public class NeighboursTests
{
    private const string TheirId = "99999999-2222-4333-8444-555555555555";
    private const string TheirDockerId = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";
    private const string TheirName = "mesos-" + TheirId;
    private static readonly string Second = AgentName.Of("second");

    [TestCase("container.kill", TheirName, null, 1)]
    [TestCase("container.remove", TheirDockerId, null, 1)]
    [TestCase("container.remove", "cccccccc", null, 1)]
    [TestCase("container.remove", TheirName, "agent:second", 0)]
    [TestCase("container.kill", HandMade.DockerName, "agent:second", 1)]
    [TestCase("container.create", TheirName, null, 0)]
    public void The_containers_of_one_agent_are_foreign_to_the_other(string operation, string target, string? owner, int violations) =>
        Assert.That(Both().Line(Request(operation, target, owner)).JudgedBy<ForeignUntouched>(), Is.EqualTo((2, violations)));

    [Test]
    public void A_refused_request_about_a_dead_neighbour_s_container_is_wrong_too() => Assert.That(
        Both().Line(Died(Second, "lost")).Line(Request("container.remove", TheirName, null)).JudgedBy<ForeignUntouched>(), Is.EqualTo((2, 1)));

    [Test]
    public void Who_is_alone_with_the_host_has_no_neighbours_to_touch() =>
        Assert.That(HandMade.GoodRun().Asks("container.remove").JudgedBy<ForeignUntouched>(), Is.EqualTo((0, 0)));

    [TestCase("agent:second", 1)]
    [TestCase("agent", 0)]
    public void Only_the_death_of_its_own_agent_makes_a_container_doubtful(string dead, int violations)
    {
        var run = Both().Line(Died(dead, "kept")).Line(Request("container.kill", HandMade.DockerName, null));
        Assert.That(run.JudgedBy<Ownership>(), Is.EqualTo((1, violations)));
    }

    [TestCase("agent:second", 0)]
    [TestCase("agent", 1)]
    public void A_signal_goes_to_processes_of_who_sends_it(string sender, int violations)
    {
        var run = Both().Line(new ProcessStarted(6, 1, "mesos-slave"), Second).Line(new ProcessStarted(8, 6, "docker run"), "docker:8 run");
        Assert.That(run.Line(new ProcessSignalled(8, Signals.Kill), sender).JudgedBy<Ownership>(), Is.EqualTo((1, violations)));
    }

    [TestCase("agent:second", 0)]
    [TestCase("agent", 1)]
    public void A_cgroup_is_written_by_the_agent_of_its_task(string writer, int violations)
    {
        var run = Both().Line(new CallMade(8, "update", TheirId) { Agent = Second });
        Assert.That(run.Line(new CgroupWritten(TheirDockerId, "cpu.shares", "512"), writer).JudgedBy<Ownership>(), Is.EqualTo((1, violations)));
    }

    [TestCase("agent", 1)]
    [TestCase("agent:second", 0)]
    public void Of_a_lost_state_only_the_own_containers_may_not_stay(string dead, int violations)
    {
        var run = Both().Line(Died(dead, "lost")).Line(new AgentStarted(2, "T") { Agent = dead }).Left();
        Assert.That(run.JudgedBy<RecoveryCorrectness>(), Is.EqualTo((1, violations)));
    }

    [Test]
    public void The_start_of_a_neighbour_is_no_return() =>
        Assert.That(Both().Line(Died(AgentName.First, "lost")).Line(new AgentStarted(2, "T") { Agent = Second }).Left().JudgedBy<RecoveryCorrectness>(), Is.EqualTo((0, 0)));

    [TestCase("agent", 0)]
    [TestCase("agent:second", 1)]
    public void A_call_ends_with_the_life_of_who_made_it(string dead, int violations)
    {
        var run = new HandMade().Asked();
        run.Made("usage");
        run.Line(Died(dead, "kept")).Later(TimeSpan.FromHours(1)).Line(new Note("the end"));
        Assert.That(run.JudgedBy<BoundedProgress>().Violations, Is.EqualTo(violations));
    }

    [TestCase("agent", 0)]
    [TestCase("agent:second", 1)]
    public void A_status_may_be_missing_where_its_own_agent_died(string dead, int violations) => Assert.That(
        new HandMade().Asked().Created().Started().Launched().Line(Died(dead, "kept")).Exited(3).Removed().Terminated(status: null).JudgedBy<ExitFidelity>(),
        Is.EqualTo((1, violations)));

    [TestCase(null, "theirs", 1)]
    [TestCase(null, "web", 0)]
    [TestCase("second", "theirs", 0)]
    [TestCase("second", "web", 1)]
    public void Each_agent_has_a_list_of_its_own(string? asked, string wanted, int violations)
    {
        var run = Both();
        run.Scenario = run.Scenario with { Steps = [new ContainersStep { Names = [wanted], Agent = asked }] };
        run.Line(new StepBegan(1, "containers"));
        run.Line(new CallMade(20, "containers", null)).Line(new CallAnswered(20, "containers", null, null) { Containers = [HandMade.WebId] });
        run.Line(new CallMade(21, "containers", null) { Agent = Second }).Line(new CallAnswered(21, "containers", null, null) { Containers = [TheirId] });
        Assert.That(run.JudgedBy<Expect>(), Is.EqualTo((1, violations)));
    }

    /// <summary>Two agents, a running container of each.</summary>
    private static HandMade Both()
    {
        var run = new HandMade();
        run.Scenario = run.Scenario with { Neighbours = ["second"] };
        run.Line(new AgentStarted(1, "S")).Line(new AgentStarted(1, "T") { Agent = Second });
        run.Asked().Created().Started().Launched();
        run.Line(new TaskAsked("theirs", TheirId, HandMade.WebLaunch()) { Agent = Second });
        run.Created(TheirDockerId, TheirName).Line(new ContainerStarted(TheirDockerId, TheirName, 200));
        return run.Line(new CallMade(7, "launch", TheirId) { Agent = Second }).Line(new CallAnswered(7, "launch", TheirId, null) { Launched = true });
    }

    private static EngineReceived Request(string operation, string target, string? owner) => new(1, operation, target, "docker:9 x", IsMutating: true) { Owner = owner };

    private static AgentDied Died(string agent, string state) => new(1, "step", state) { Agent = agent };
}
