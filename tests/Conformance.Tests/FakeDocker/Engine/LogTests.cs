using System.Text;
using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>The log of a container.</summary>
[TestFixture]
public sealed class LogTests
{
    private const string Script = "echo one; echo two >&2; echo three; printf four";

    [Test]
    public void A_frame_is_a_line_and_the_last_one_may_be_unfinished()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", Script);
            await sim.Pause(1);
            Assert.That(await Read(sim, new ReadLogs("web")), Is.EqualTo("1:one\n|2:two\n|1:three\n|1:four"));
            Assert.That(await Read(sim, new ReadLogs("web", Stderr: false)), Is.EqualTo("1:one\n|1:three\n|1:four"));
            Assert.That(await Read(sim, new ReadLogs("web", Tail: 3)), Is.EqualTo("2:two\n|1:three\n|1:four"));
            Assert.That(await Read(sim, new ReadLogs("web", Tail: 0)), Is.EqualTo(""));
            Assert.That(await Read(sim, new ReadLogs("web", Tail: -1, Stdout: false)), Is.EqualTo("2:two\n"));
        });
    }

    [Test]
    public void Times_have_nine_digits_and_bound_what_is_read()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "echo one; sleep 10; echo two");
            var middle = sim.World.Now + TimeSpan.FromSeconds(5);
            await sim.Pause(20);
            Assert.That(await Read(sim, new ReadLogs("web", Since: middle)), Is.EqualTo("1:two\n"));
            Assert.That(await Read(sim, new ReadLogs("web", Until: middle)), Is.EqualTo("1:one\n"));
            Assert.That(await Read(sim, new ReadLogs("web", Until: middle, Timestamps: true)), Does.Match(@"^1:2026-11-22T10:00:00\.\d{9}Z one\n$"));
        });
    }

    [Test]
    public void Following_ends_with_the_container()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "for i in 1 2 3; do echo $i; sleep 5; done");
            var before = sim.World.Now;
            Assert.That(await Read(sim, new ReadLogs("web", Follow: true)), Is.EqualTo("1:1\n|1:2\n|1:3\n"));
            Assert.That(sim.World.Now - before, Is.InRange(TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(16)));
            Assert.That(await Read(sim, new ReadLogs("web", Follow: true)), Is.EqualTo("1:1\n|1:2\n|1:3\n"));
        });
    }

    [Test]
    public void Following_one_that_never_started_ends_at_once_and_removal_ends_it_too()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("sleep", "1000")));
            Assert.That(await Read(sim, new ReadLogs("web", Follow: true)), Is.Empty);
            await sim.Call(new StartContainer("web"));
            var following = Read(sim, new ReadLogs("web", Follow: true));
            await sim.Call(new RemoveContainer("web", Force: true));
            Assert.That(await following, Is.Empty);
        });
    }

    [Test]
    public void Runs_are_appended()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "echo", "run");
            await sim.Pause(1);
            await sim.Call(new StartContainer("web"));
            await sim.Pause(1);
            Assert.That(await Read(sim, new ReadLogs("web")), Is.EqualTo("1:run\n|1:run\n"));
        });
    }

    [Test]
    public void No_stream_and_no_driver_are_errors()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true") with { HostConfig = new HostConfig { LogConfig = new LogConfig("none") } }));
            Assert.That(await sim.Refused(new ReadLogs("web", false, false)), Is.EqualTo((400, "Bad parameters: you must choose at least one stream")));
            Assert.That(await sim.Refused(new ReadLogs("web")), Is.EqualTo((501, "configured logging driver does not support reading")));
        });
    }

    private static async Task<string> Read(EngineWorld sim, ReadLogs operation) => string.Join(
        '|', (await EngineWorld.All(await sim.Call(operation))).Select(frame => frame.Stream + ":" + Encoding.UTF8.GetString(frame.Payload)));
}
