using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.Tests.Gateway;

public class PlanJudgeTests
{
    [Test]
    public async Task A_rule_about_a_container_finds_it_by_the_body_of_its_create_and_then_by_its_id()
    {
        var names = new EdgeResolver();
        names.AddContainer("web", "mesos-1");
        var rule = new FaultRule(new Trigger { On = "container.start", Container = "web", When = Phase.After }, new ErrorAction { Message = "busy" });
        var judge = new PlanJudge(new FaultPlan([rule], new Host(), new History(() => Instant.Epoch)), names);
        var create = new CreateContainer("odd", new ContainerSpec { Env = ["TASK=mesos-1"] });
        await judge.Reach(new ProxiedRequest(1, "c", new EngineTarget("container.create", "odd", null, true), create), Phase.Before);
        judge.Learn(create, new CreateReply("0123456789abcdef", []));

        Assert.That(await Start("fedcba9876543210"), Is.EqualTo(FaultEffect.Proceed));
        Assert.That(await Start("0123456789abcdef"), Is.EqualTo(new AnswerError(500, "busy")));

        Task<FaultEffect> Start(string id) =>
            judge.Reach(new ProxiedRequest(2, "c", new EngineTarget("container.start", id, null, true), null), Phase.After);
    }

    [Test]
    public async Task A_request_without_a_name_passes()
    {
        var judge = new PlanJudge(new FaultPlan([], new Host(), new History(() => Instant.Epoch)), new EdgeResolver());
        Assert.That(await judge.Reach(new ProxiedRequest(1, "c", null, null), Phase.Before), Is.EqualTo(FaultEffect.Proceed));
    }

    private sealed class Host : IFaultHost
    {
        public Completion<T> Completion<T>() => new LocalMachine().Completion<T>();

        public Task Delay(TimeSpan duration) => Task.CompletedTask;

        public Task CrashAgent(AgentCrash crash) => Task.CompletedTask;

        public Task EndDaemon(DaemonEnd how, TimeSpan downtime) => Task.CompletedTask;

        public Task RemoveImage(string image) => Task.CompletedTask;
    }
}
