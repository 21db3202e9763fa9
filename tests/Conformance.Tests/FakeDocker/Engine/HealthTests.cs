using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>Health checks: when a container is probed, what becomes of that, who is told.</summary>
[TestFixture]
public sealed class HealthTests
{
    private static readonly GoDuration Second = new(1_000_000_000);

    private static ContainerSpec Probed(HealthConfig health) => EngineWorld.Spec("sleep", "1000") with { Healthcheck = health };

    private static HealthConfig Shell(string text) => new() { Test = ["CMD-SHELL", text], Interval = Second };

    private static async Task<ContainerHealth> Health(EngineWorld sim, string container) => (await sim.State(container)).Health!;

    [Test]
    public void A_container_is_starting_until_its_first_probe_and_then_healthy()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var since = sim.World.Now;
            await sim.Started("web", Probed(new HealthConfig { Test = ["CMD", "echo", "well"], Interval = Second }));
            Assert.That(await Health(sim, "web"), Is.EqualTo(new ContainerHealth { Status = "starting" }).Using<ContainerHealth>(Same));
            Assert.That((await Listed(sim))[0].Status, Is.EqualTo("Up Less than a second (health: starting)"));
            await sim.Pause(1.5);
            var health = await Health(sim, "web");
            Assert.That((health.Status, health.FailingStreak, health.Log.Single().ExitCode, health.Log.Single().Output), Is.EqualTo(("healthy", 0, 0, "well\n")));
            Assert.That((await Listed(sim))[0].Status, Is.EqualTo("Up 1 second (healthy)"));
            Assert.That(await sim.EventsSince(since), Is.EqualTo(new[]
            {
                "create", "network connect", "start", "exec_create: echo well", "exec_start: echo well", "exec_die 0", "health_status: healthy",
            }));
        });
    }

    [Test]
    public void As_many_failures_as_retries_in_a_row_make_it_unhealthy_and_a_success_makes_it_healthy_again()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", Probed(Shell("test -e /well") with { Retries = 2 }));
            await sim.Pause(1.5);
            Assert.That(await Health(sim, "web"), Has.Property("Status").EqualTo("starting").And.Property("FailingStreak").EqualTo(1));
            await sim.Pause(1);
            Assert.That(await Health(sim, "web"), Has.Property("Status").EqualTo("unhealthy").And.Property("FailingStreak").EqualTo(2));
            await Do(sim, "web", "touch", "/well");
            await sim.Pause(1.5);
            Assert.That(await Health(sim, "web"), Has.Property("Status").EqualTo("healthy").And.Property("FailingStreak").EqualTo(0));
            await Do(sim, "web", "rm", "/well");
            await sim.Pause(1);
            Assert.That(await Health(sim, "web"), Has.Property("Status").EqualTo("healthy").And.Property("FailingStreak").EqualTo(1));
        });
    }

    [Test]
    public void Failures_within_the_start_period_do_not_count()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", Probed(Shell("exit 3") with { Retries = 1, StartPeriod = new GoDuration(10 * Second.Nanoseconds) }));
            await sim.Pause(9);
            var health = await Health(sim, "web");
            Assert.That((health.Status, health.FailingStreak, health.Log.Count), Is.EqualTo(("starting", 0, 5)));
            await sim.Pause(2.5);
            Assert.That((await Health(sim, "web")).Status, Is.EqualTo("unhealthy"));
        });
    }

    [Test]
    public void A_probe_that_takes_too_long_is_killed_and_what_it_has_started_lives_on()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var since = sim.World.Now;
            await sim.Started("web", Probed(Shell("sleep 50; echo late") with { Timeout = new GoDuration(1_500_000_000), Retries = 1 }));
            await sim.Pause(3);
            var health = await Health(sim, "web");
            Assert.That((health.Status, health.Log.Single().ExitCode, health.Log.Single().Output), Is.EqualTo(("unhealthy", -1, "Health check exceeded timeout (1.5s)")));
            Assert.That(await sim.EventsSince(since), Does.Contain("exec_die 127"));
            var inside = await sim.Call(new ListProcesses("web", "-o pid,args"));
            Assert.That(inside.Processes.Select(row => row[^1]), Is.EqualTo(new[] { "sleep 1000", "sleep 50" }));
        });
    }

    [Test]
    public void A_command_that_there_is_not_fails_with_the_words_of_exec()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", Probed(new HealthConfig { Test = ["CMD", "nosuch"], Interval = Second, Retries = 1 }));
            await sim.Pause(1.5);
            var result = (await Health(sim, "web")).Log.Single();
            Assert.That(result.ExitCode, Is.EqualTo(-1));
            Assert.That(result.Output, Is.EqualTo("OCI runtime exec failed: exec failed: unable to start container process: exec: \"nosuch\": executable file not found in $PATH: unknown"));
        });
    }

    [Test]
    public void The_first_4096_bytes_of_the_output_of_the_last_five_probes_are_kept()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", Probed(Shell("seq 1 2000")));
            await sim.Pause(12);
            var log = (await Health(sim, "web")).Log;
            Assert.That(log, Has.Count.EqualTo(5));
            Assert.That(log.Select(result => result.Start), Is.Unique.And.Ordered);
            Assert.That(log, Has.All.Matches<HealthResult>(result => result.Output.Length == 4099 && result.Output.EndsWith("1040\n104...", StringComparison.Ordinal)));
        });
    }

    [Test]
    public void Nobody_looks_while_it_is_paused_or_has_ended_and_a_start_begins_anew()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", Probed(Shell("true")));
            await sim.Pause(1.5);
            await sim.Call(new PauseContainer("web"));
            await sim.Pause(5);
            var paused = await Health(sim, "web");
            Assert.That((paused.Status, paused.Log.Count), Is.EqualTo(("unhealthy", 1)));
            await sim.Call(new UnpauseContainer("web"));
            Assert.That((await Listed(sim))[0].Status, Is.EqualTo("Up 6 seconds (unhealthy)"));
            await sim.Pause(1.5);
            Assert.That((await Health(sim, "web")).Status, Is.EqualTo("healthy"));
            await sim.Call(new StopContainer("web", 0));
            await sim.Pause(5);
            var stopped = await Health(sim, "web");
            Assert.That((stopped.Status, stopped.Log.Count), Is.EqualTo(("unhealthy", 2)));
            Assert.That(await Found(sim, "unhealthy"), Is.EqualTo(new[] { "/web" }));
            await sim.Call(new StartContainer("web"));
            var again = await Health(sim, "web");
            Assert.That((again.Status, again.Log.Count), Is.EqualTo(("starting", 2)));
        });
    }

    [Test]
    public void A_daemon_that_takes_over_a_running_container_does_not_look_before_a_pause()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", Probed(Shell("true")));
            await sim.Pause(1.5);
            sim.Daemon.Crash();
            sim.Daemon.Start();
            await sim.Pause(5);
            var health = await Health(sim, "web");
            Assert.That((health.Status, health.Log.Count), Is.EqualTo(("healthy", 1)));
            await sim.Call(new PauseContainer("web"));
            await sim.Call(new UnpauseContainer("web"));
            await sim.Pause(1.5);
            Assert.That((await Health(sim, "web")).Log, Has.Count.EqualTo(2));
        });
    }

    [TestCase("CMD")]
    [TestCase("NONE", "true")]
    [TestCase("BOGUS", "true")]
    public void A_test_of_another_kind_is_none(params string[] test)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", Probed(new HealthConfig { Test = test, Interval = Second }));
            await sim.Pause(5);
            Assert.That((await sim.State("web")).Health, Is.Null);
            Assert.That(await Found(sim, "none"), Is.EqualTo(new[] { "/web" }));
        });
    }

    [Test]
    public void What_a_body_does_not_say_is_what_the_image_says()
    {
        var sim = new EngineWorld();
        var image = new HealthConfig { Test = ["CMD", "true"], Interval = Second, Timeout = new GoDuration(5), StartPeriod = new GoDuration(6), Retries = 7 };
        sim.Host.AddImage("probed", new ImageConfig { Cmd = ["sleep", "1000"], Healthcheck = image });
        sim.Run(async () =>
        {
            var spec = new ContainerSpec { Image = "probed" };
            await sim.Call(new CreateContainer("all", spec));
            await sim.Call(new CreateContainer("some", spec with { Healthcheck = new HealthConfig { Retries = 9 } }));
            await sim.Call(new CreateContainer("none", spec with { Healthcheck = new HealthConfig { Test = ["NONE"] } }));
            Assert.That((await sim.Call(new InspectContainer("all"))).Config.Healthcheck, Is.EqualTo(image));
            Assert.That((await sim.Call(new InspectContainer("some"))).Config.Healthcheck, Is.EqualTo(image with { Retries = 9 }));
            Assert.That((await sim.Call(new InspectContainer("none"))).Config.Healthcheck!.Test, Is.EqualTo(new[] { "NONE" }));
        });
    }

    [TestCase(999_999, 0, 0, 0, "Interval in Healthcheck cannot be less than 1ms")]
    [TestCase(-1, 0, 0, 0, "Interval in Healthcheck cannot be less than 1ms")]
    [TestCase(0, 1, 0, -1, "Timeout in Healthcheck cannot be less than 1ms")]
    [TestCase(0, 0, 1, 0, "StartPeriod in Healthcheck cannot be less than 1ms")]
    [TestCase(0, 0, 1, -1, "Retries in Healthcheck cannot be negative")]
    public void Values_that_cannot_be_are_refused(long interval, long timeout, long period, int retries, string message)
    {
        var sim = new EngineWorld();
        var health = new HealthConfig { Interval = new GoDuration(interval), Timeout = new GoDuration(timeout), StartPeriod = new GoDuration(period), Retries = retries };
        sim.Run(async () => Assert.That(await sim.Refused(new CreateContainer("web", Probed(health))), Is.EqualTo(((int?)400, message))));
    }

    [TestCase("health_status", new[] { "health_status: healthy" })]
    [TestCase("exec_start", new[] { "exec_start: true " })]
    [TestCase("health_status: healthy", new[] { "health_status: healthy" })]
    [TestCase("exec", new string[0])]
    public void Events_of_health_are_found_by_the_beginning_of_their_action(string asked, string[] found)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var since = sim.World.Now;
            await sim.Started("web", Probed(new HealthConfig { Test = ["CMD", "true"], Interval = Second }));
            await sim.Pause(1.5);
            var events = await EngineWorld.All(await sim.Call(new ReadEvents(since, sim.World.Now, EngineFilters.Of("event", asked))));
            Assert.That(events.Select(happened => happened.Action), Is.EqualTo(found));
        });
    }

    [Test]
    public void A_filter_that_names_no_health_is_refused()
    {
        var sim = new EngineWorld();
        sim.Run(async () => Assert.That(
            await sim.Refused(new ListContainers(Filters: EngineFilters.Of("health", "bogus"))), Is.EqualTo(((int?)400, "Unrecognised filter value for health: bogus"))));
    }

    private static bool Same(ContainerHealth one, ContainerHealth other) =>
        (one.Status, one.FailingStreak) == (other.Status, other.FailingStreak) && one.Log.SequenceEqual(other.Log);

    private static async Task<IReadOnlyList<ContainerSummary>> Listed(EngineWorld sim) => await sim.Call(new ListContainers());

    private static async Task<IEnumerable<string>> Found(EngineWorld sim, string health) =>
        (await sim.Call(new ListContainers(All: true, EngineFilters.Of("health", health)))).Select(container => container.Names[0]);

    private static async Task Do(EngineWorld sim, string container, params string[] words)
    {
        var exec = await sim.Call(new CreateExec(container, new ExecSpec { Cmd = words }));
        await sim.Call(new StartExec(exec.Id, new ExecStart(Detach: true)));
    }
}
