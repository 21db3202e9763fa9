using Conformance.Docker;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Tests.Faults;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class AnEngineWithFaults
{
    private static readonly StartContainer Start = new("web");
    private static readonly PullImage Pull = new("box", "latest");
    private readonly HostDouble host = new();
    private readonly EngineDouble engine = new();
    private readonly TaskCompletionSource gone = new();

    [Test]
    public void Without_a_rule_everything_passes()
    {
        Assert.That(Begin(Start).Result, Is.EqualTo(new Nothing()));
        Assert.That(Read(Begin(Pull).Result), Is.EqualTo(new[] { "line 1", "line 2", "line 3", "line 4" }));
    }

    [TestCase(Phase.Before, 0)]
    [TestCase(Phase.After, 1)]
    public void An_error_before_the_effect_prevents_it_and_after_it_comes_too_late(Phase when, int done)
    {
        var error = Assert.ThrowsAsync<DockerException>(() => Begin(Start, when, new ErrorAction { Status = 404, Message = "m" }));
        Assert.That((error.Status, error.Message, engine.Done.Count), Is.EqualTo(((int?)404, "m", done)));
    }

    [TestCase(Phase.Before, CutPlace.Headers, 0)]
    [TestCase(Phase.After, CutPlace.Headers, 1)]
    [TestCase(Phase.After, CutPlace.Body, 1)]
    public void A_drop_breaks_the_connection(Phase when, CutPlace at, int done)
    {
        var error = Assert.ThrowsAsync<DockerException>(() => Begin(Start, when, new DropAction { At = at }));
        Assert.That((error.Failure, engine.Done.Count), Is.EqualTo((DockerFailure.Broken, done)));
    }

    [TestCase(Phase.Before, 0)]
    [TestCase(Phase.After, 1)]
    public void A_hang_lasts_until_the_client_goes(Phase when, int done)
    {
        var call = Begin(Start, when, new HangAction());
        Assert.That(call.IsCompleted, Is.False);
        gone.SetResult();
        Assert.That(Assert.ThrowsAsync<DockerException>(() => call).Failure, Is.EqualTo(DockerFailure.Broken));
        Assert.That(engine.Done, Has.Count.EqualTo(done));
    }

    [Test]
    public void A_client_that_goes_while_it_is_delayed_leaves_no_trace()
    {
        var call = Begin(Start, Phase.Before, new DelayAction { For = TimeSpan.FromMinutes(1) });
        gone.SetResult();
        host.Delays.Dequeue().SetResult();
        Assert.ThrowsAsync<DockerException>(() => call);
        Assert.That(engine.Done, Is.Empty);
    }

    [Test]
    public void The_daemon_finishes_what_it_accepted_from_an_agent_that_died()
    {
        gone.SetResult();
        Begin(Start, Phase.Before, new CrashAgentAction());
        Assert.That((engine.Done.Count, host.Crashes.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_pull_can_be_cut_after_some_lines()
    {
        var stream = Begin(Pull, Phase.Before, new DropAction { At = CutPlace.Body, AfterItems = 2 }).Result;
        Assert.That((stream.Next().Result!.Status, stream.Next().Result!.Status), Is.EqualTo(("line 1", "line 2")));
        Assert.ThrowsAsync<DockerException>(stream.Next);
        Assert.That(engine.Pull!.IsClosed, "the daemon sees its client go");
    }

    [Test]
    public void A_pull_can_be_cut_short_as_if_it_had_ended() =>
        Assert.That(Read(Begin(Pull, Phase.Before, new TruncateAction { AfterItems = 2 }).Result), Is.EqualTo(new[] { "line 1", "line 2" }));

    [Test]
    public void A_pull_can_say_that_it_failed()
    {
        var stream = Begin(Pull, Phase.Before, new PullErrorAction { Message = "manifest unknown" }).Result;
        Assert.That(stream.Next().Result!.Status, Is.EqualTo("line 1"));
        var line = stream.Next().Result!;
        Assert.That((line.Error, line.ErrorDetail!.Message, stream.Next().Result), Is.EqualTo(("manifest unknown", "manifest unknown", (PullProgress?)null)));
    }

    [Test]
    public void A_stalled_pull_goes_on_when_it_has_healed()
    {
        var stream = Begin(Pull, Phase.Before, new StallAction { AfterItems = 1, For = TimeSpan.FromMinutes(1) }).Result;
        Assert.That(stream.Next().Result!.Status, Is.EqualTo("line 1"));
        var next = stream.Next();
        Assert.That(next.IsCompleted, Is.False);
        host.Delays.Dequeue().SetResult();
        Assert.That(next.Result!.Status, Is.EqualTo("line 2"));
    }

    [Test]
    public void Closing_ends_a_stall()
    {
        var stream = Begin(Pull, Phase.Before, new StallAction()).Result;
        var next = stream.Next();
        stream.Close();
        Assert.ThrowsAsync<DockerException>(() => next);
    }

    [Test]
    public void The_effect_of_a_pull_is_complete_at_its_end()
    {
        var stream = Begin(Pull, Phase.After, new DropAction { At = CutPlace.Body }).Result;
        for (var line = 1; line <= 4; line++)
            Assert.That(stream.Next().Result, Is.Not.Null);
        Assert.ThrowsAsync<DockerException>(stream.Next);
    }

    private Task<T> Begin<T>(EngineOperation<T> operation, Phase when = Phase.Before, FaultAction? action = null)
    {
        FaultRule[] rules = action is null ? [] : [new FaultRule(new Trigger { On = operation.Name, When = when }, action)];
        var plan = new FaultPlan(rules, host, new History(() => Instant.Epoch));
        return new FaultyEngineService(engine, plan, new EdgeResolver()).Handle(operation, new EngineClient("test", gone.Task));
    }

    private static List<string?> Read(EngineStream<PullProgress> stream)
    {
        var lines = new List<string?>();
        while (stream.Next().Result is { } line)
            lines.Add(line.Status);
        return lines;
    }
}
