using System.Text.Json.Nodes;
using Conformance.Docker;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Tests.Faults;

[TestFixture]
public class AnswersThatAreNotTrue
{
    private static readonly ContainerState Ended = new() { Running = false, ExitCode = 7 };
    private static readonly ContainerState Running = new() { Running = true, ExitCode = 0 };

    [Test]
    public void A_pretended_success_is_answered_and_not_done()
    {
        var engine = new EngineDouble();
        Assert.That(Asked(engine, new PretendAction(), new StartContainer("web")), Is.EqualTo(new Nothing()));
        Assert.That(engine.Done, Is.Empty);
    }

    [Test]
    public void A_stale_answer_is_the_last_one_to_the_same_question()
    {
        var engine = new DescribingEngine { State = Running };
        var plan = Plan("container.inspect", new StaleAction(), nth: 2);
        var faulty = new FaultyEngineService(engine, plan, new EdgeResolver());
        Assert.That(Inspect(faulty, "a").Running, Is.True);
        engine.State = Ended;
        Assert.That(Inspect(faulty, "a").Running, Is.True, "the second is stale");
        Assert.That(Inspect(faulty, "a").Running, Is.False);
    }

    [Test]
    public void A_stale_answer_to_a_new_question_is_the_truth()
    {
        var faulty = new FaultyEngineService(new DescribingEngine { State = Ended }, Plan("container.inspect", new StaleAction()), new EdgeResolver());
        Assert.That(Inspect(faulty, "a").ExitCode, Is.EqualTo(7));
    }

    [Test]
    public void A_list_leaves_out_the_container_that_is_omitted_as_record_and_as_json()
    {
        var change = Change(new OmitAction { Container = "web" }, "container.list");
        var list = (IReadOnlyList<ContainerSummary>)change.Change(
            new List<ContainerSummary> { new() { Id = "1" }, new() { Id = "2" } }, id => id == "1" ? "web" : null);
        var json = JsonNode.Parse("""[{"Id":"2","More":1},{"Id":"1"}]""")!;
        change.Change(json, id => id == "1" ? "web" : null);
        Assert.Multiple(() =>
        {
            Assert.That(list.Select(one => one.Id), Is.EqualTo(new[] { "2" }));
            Assert.That(json.ToJsonString(), Is.EqualTo("""[{"Id":"2","More":1}]"""));
        });
    }

    [Test]
    public void An_exit_code_is_rewritten_where_there_is_one()
    {
        var change = Change(new RewriteExitAction { Code = 255 }, "container.inspect");
        Assert.Multiple(() =>
        {
            Assert.That(((ContainerInspect)change.Change(new ContainerInspect { Id = "1", Name = "/n", State = Ended }, _ => null)).State.ExitCode, Is.EqualTo(255));
            Assert.That(((ContainerInspect)change.Change(new ContainerInspect { Id = "1", Name = "/n", State = Running }, _ => null)).State.ExitCode, Is.Zero);
            Assert.That(((WaitReply)change.Change(new WaitReply(7), _ => null)).StatusCode, Is.EqualTo(255));
            Assert.That(Rewritten("""{"State":{"Running":false,"ExitCode":7},"Other":[1]}"""), Is.EqualTo("""{"State":{"Running":false,"ExitCode":255},"Other":[1]}"""));
            Assert.That(Rewritten("""{"State":{"Running":true,"ExitCode":0}}"""), Is.EqualTo("""{"State":{"Running":true,"ExitCode":0}}"""));
            Assert.That(Rewritten("""{"StatusCode":7}"""), Is.EqualTo("""{"StatusCode":255}"""));
        });

        string Rewritten(string text)
        {
            var json = JsonNode.Parse(text)!;
            change.Change(json, _ => null);
            return json.ToJsonString();
        }
    }

    [Test]
    public void A_delay_before_an_error_does_not_swallow_it()
    {
        var host = new HostDouble();
        var trigger = new Trigger { On = "container.start" };
        var plan = new FaultPlan(
            [new FaultRule(trigger, new DelayAction { For = TimeSpan.FromSeconds(1) }), new FaultRule(trigger, new ErrorAction { Message = "no" })],
            host, new History(() => Instant.Epoch));
        var reached = plan.Reach(new Edge("container.start", null, null, Phase.Before));
        host.Delays.Dequeue().SetResult();
        Assert.That(reached.Result, Is.EqualTo(new AnswerError(500, "no")));
    }

    [Test]
    public void The_end_of_a_daemon_cuts_who_asked_it_and_lets_a_point_pass()
    {
        var host = new HostDouble();
        var action = new EndDaemonAction { How = DaemonEnd.Crash, For = TimeSpan.FromSeconds(3) };
        var plan = Plan("container.start", action, host: host);
        Assert.That(action.Perform(new Edge("container.start", null, null, Phase.Before), host, plan).Result, Is.InstanceOf<CutConnection>());
        Assert.That(action.Perform(new Edge("checkpoint.write", null, null, Phase.Before), host, plan).Result, Is.EqualTo(FaultEffect.Proceed));
        Assert.That(host.Ends, Is.EqualTo(new[] { (DaemonEnd.Crash, TimeSpan.FromSeconds(3)), (DaemonEnd.Crash, TimeSpan.FromSeconds(3)) }));
    }

    [Test]
    public void A_hang_inside_of_the_daemon_ends_with_the_faults()
    {
        var plan = Plan("exit.notice", new HangAction());
        var passing = new PointFaults(plan, new EdgeResolver()).PassInside("exit.notice", "x");
        Assert.That(passing.IsCompleted, Is.False);
        plan.Heal();
        Assert.That(passing.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public void An_error_inside_of_the_daemon_is_the_daemons()
    {
        var points = new PointFaults(Plan("removal.finish", new ErrorAction { Message = "busy" }), new EdgeResolver());
        Assert.That(Assert.ThrowsAsync<DockerException>(() => points.PassInside("removal.finish", "x")).Message, Is.EqualTo("busy"));
    }

    private static FaultPlan Plan(string on, FaultAction action, int nth = 1, HostDouble? host = null) =>
        new([new FaultRule(new Trigger { On = on, Nth = nth }, action)], host ?? new HostDouble(), new History(() => Instant.Epoch));

    private static Nothing Asked(EngineDouble engine, FaultAction action, StartContainer operation) =>
        new FaultyEngineService(engine, Plan(operation.Name, action), new EdgeResolver())
            .Handle(operation, new EngineClient("test", new TaskCompletionSource().Task)).Result;

    private static ContainerState Inspect(FaultyEngineService engine, string id) =>
        engine.Handle(new InspectContainer(id), new EngineClient("test", new TaskCompletionSource().Task)).Result.State;

    private static ChangedReply Change(FaultAction action, string operation) =>
        (ChangedReply)action.Perform(new Edge(operation, null, null, Phase.Before), new HostDouble(), Plan(operation, action)).Result;

    /// <summary>Describes a container as the test says.</summary>
    private sealed class DescribingEngine : IEngineService
    {
        public required ContainerState State { get; set; }

        public Task<T> Handle<T>(EngineOperation<T> operation, EngineClient client) =>
            Task.FromResult((T)(object)new ContainerInspect { Id = operation.Container!, Name = "/n", State = State });
    }
}
