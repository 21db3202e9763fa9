using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>The table of states: what inspect and list say in each.</summary>
[TestFixture]
public sealed class StateTableTests
{
    private const string Never = "0001-01-01T00:00:00Z";

    [Test]
    public void Created_has_zero_times_and_no_pid()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
            Assert.That(await sim.State("web"), Is.EqualTo(new ContainerState()));
            Assert.That(await ListWords(sim), Is.EqualTo("Created"));
        });
    }

    [TestCase("nosuch", 127, "exec: \"nosuch\": executable file not found in $PATH: unknown")]
    [TestCase("/no/such", 127, "exec: \"/no/such\": stat /no/such: no such file or directory: unknown")]
    [TestCase("/etc", 126, "exec: \"/etc\": permission denied: unknown")]
    public void A_failed_start_stays_created_with_code_and_error(string program, int code, string words)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec(program)));
            const string prefix = "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ";
            Assert.That(await sim.Refused(new StartContainer("web")), Is.EqualTo((400, prefix + words)));
            Assert.That(await sim.State("web"), Is.EqualTo(new ContainerState { ExitCode = code, Error = prefix + words }));
            Assert.That(await ListWords(sim), Is.EqualTo("Created"));
        });
    }

    [Test]
    public void Running_has_a_pid_and_keeps_the_end_of_its_last_run()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "5");
            var first = await sim.State("web");
            Assert.That((first.Status, first.Running, first.FinishedAt), Is.EqualTo(("running", true, Never)));
            Assert.That(first.Pid, Is.GreaterThan(0));
            await sim.Waited("web");
            var ended = await sim.State("web");
            Assert.That((ended.Status, ended.Running, ended.Pid, ended.ExitCode), Is.EqualTo(("exited", false, 0, 0)));
            Assert.That(ended.FinishedAt, Is.Not.EqualTo(Never));
            await sim.Call(new StartContainer("web"));
            var second = await sim.State("web");
            Assert.That(second.FinishedAt, Is.EqualTo(ended.FinishedAt));
            Assert.That(second.Pid, Is.Not.EqualTo(first.Pid));
            await sim.Pause(2);
            Assert.That(await ListWords(sim), Is.EqualTo("Up 2 seconds"));
        });
    }

    [Test]
    public void Paused_is_running_and_paused_and_does_not_move()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "sleep 5; echo done");
            await sim.Call(new PauseContainer("web"));
            await sim.Pause(60);
            var paused = await sim.State("web");
            Assert.That((paused.Status, paused.Running, paused.Paused), Is.EqualTo(("paused", true, true)));
            Assert.That(await ListWords(sim), Is.EqualTo("Up About a minute (Paused)"));
            await sim.Call(new UnpauseContainer("web"));
            Assert.That(await sim.Waited("web"), Is.Zero);
        });
    }

    [Test]
    public void Restarting_is_running_without_a_pid_and_with_the_last_code()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var spec = EngineWorld.Spec("sh", "-c", "exit 1") with { HostConfig = new HostConfig { RestartPolicy = new RestartPolicy("always") } };
            await sim.Started("web", spec);
            await sim.Pause(8);
            var state = await sim.State("web");
            Assert.That((state.Status, state.Running, state.Restarting, state.Pid, state.ExitCode), Is.EqualTo(("restarting", true, true, 0, 1)));
            Assert.That(await ListWords(sim), Does.Match(@"^Restarting \(1\) (Less than a second|\d+ seconds?) ago$"));
            Assert.That((await sim.Call(new StartContainer("web"))).WasModified, Is.False);
            var id = (await sim.Call(new InspectContainer("web"))).Id;
            Assert.That(await sim.Refused(new RemoveContainer("web")), Is.EqualTo(
                (409, $"You cannot remove a restarting container {id}. Stop the container before attempting removal or force remove")));
            await sim.Call(new KillContainer("web"));
            Assert.That((await sim.State("web")).Status, Is.EqualTo("exited"));
        });
    }

    [Test]
    public void Exited_has_its_code_and_words()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "exit 3");
            await sim.Pause(3);
            Assert.That(await ListWords(sim), Is.EqualTo("Exited (3) 3 seconds ago"));
        });
    }

    [Test]
    public void Removing_is_dead()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "true");
            await sim.Pause(1);
            var removal = sim.Call(new RemoveContainer("web"));
            await sim.Pause(0.002);
            var state = await sim.State("web");
            Assert.That((state.Status, state.Dead), Is.EqualTo(("removing", true)));
            Assert.That(await ListWords(sim), Is.EqualTo("Removal In Progress"));
            Assert.That(await sim.Refused(new StartContainer("web")), Is.EqualTo((409, "container is marked for removal and cannot be started")));
            await removal;
        });
    }

    [Test]
    public void A_start_clears_code_and_error()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "sleep 1; exit 3");
            await sim.Waited("web");
            await sim.Call(new StartContainer("web"));
            var state = await sim.State("web");
            Assert.That((state.ExitCode, state.Error), Is.EqualTo((0, "")));
        });
    }

    [Test]
    public void A_short_program_has_mostly_ended_when_start_returns()
    {
        var ended = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var sim = new EngineWorld(seed);
            sim.Run(async () =>
            {
                await sim.Started("web", "true");
                ended += (await sim.State("web")).Status == "exited" ? 1 : 0;
            });
        }

        Assert.That(ended, Is.GreaterThan(10));
    }

    [TestCase(0.5, "Less than a second")]
    [TestCase(1, "1 second")]
    [TestCase(59, "59 seconds")]
    [TestCase(60, "About a minute")]
    [TestCase(59 * 60, "59 minutes")]
    [TestCase(3600, "About an hour")]
    [TestCase(47 * 3600, "47 hours")]
    [TestCase(48 * 3600, "2 days")]
    [TestCase(14 * 24 * 3600, "2 weeks")]
    [TestCase(60 * 24 * 3600, "2 months")]
    [TestCase(2 * 365 * 24 * 3600, "2 years")]
    public void Spans_are_worded_as_the_daemon_does(double seconds, string words) =>
        Assert.That(Conformance.FakeDocker.StatusWords.Span(TimeSpan.FromSeconds(seconds)), Is.EqualTo(words));

    private static async Task<string> ListWords(EngineWorld sim) => (await sim.Call(new ListContainers(All: true)))[0].Status;
}
