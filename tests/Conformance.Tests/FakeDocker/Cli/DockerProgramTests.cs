using Conformance.FakeDocker;
using Conformance.Machine;

namespace Conformance.Tests.FakeDocker.Cli;

public sealed class DockerProgramTests
{
    [Test]
    public void Run_detached_sends_ping_create_wait_start()
    {
        var docker = new SimulatedDocker();
        docker.Run("run", "-d", "--net", "host", "--name", "a1", "busybox", "sleep", "1000");
        Assert.That(docker.Requests, Is.EqualTo(new[] { "system.ping", "container.create", "container.wait", "container.start" }));
    }

    [Test]
    public void Run_pulls_a_missing_image_and_tells_the_progress_on_standard_error()
    {
        var docker = new SimulatedDocker();
        docker.Host.Registry.Add(new RegistryImage { Reference = "reg:5000/big:1", Layers = [new RegistryLayer("94b06a557e56", 1_000_000)] });
        var (stdout, stderr, code) = docker.Run("run", "-d", "--net", "host", "reg:5000/big:1", "true");
        Assert.That(docker.Requests, Is.EqualTo(new[] { "system.ping", "container.create", "image.pull", "container.create", "container.wait", "container.start" }));
        Assert.That((stdout.Length, code), Is.EqualTo((65, (int?)0)));
        Assert.That(stderr, Does.StartWith("Unable to find image 'reg:5000/big:1' locally\n1: Pulling from big\n94b06a557e56: Pulling fs layer\n"));
        Assert.That(stderr, Does.EndWith("Status: Downloaded newer image for reg:5000/big:1\n").And.Not.Contains("[="));
    }

    [Test]
    public void Pull_ends_with_the_whole_reference()
    {
        var docker = new SimulatedDocker();
        docker.Host.Registry.Add(new RegistryImage { Reference = "big" });
        var (stdout, _, code) = docker.Run("pull", "big");
        Assert.That(code, Is.EqualTo(0));
        Assert.That(stdout, Does.StartWith("Using default tag: latest\nlatest: Pulling from ").And.EndsWith("\ndocker.io/library/big:latest\n"));
    }

    [Test]
    public void Inspect_asks_for_a_container_and_then_for_an_image()
    {
        var docker = new SimulatedDocker();
        var (stdout, stderr, code) = docker.Run("inspect", "busybox");
        Assert.That((stderr, docker.Requests), Is.EqualTo(("", new[] { "system.ping", "container.inspect", "image.inspect" })));
        Assert.That((stdout[..6], stdout[^5..], code), Is.EqualTo(("[\n    ", "   }\n]\n"[^5..], (int?)0)));
    }

    [Test]
    public void Inspect_of_two_is_one_array()
    {
        var docker = new SimulatedDocker();
        docker.Run("create", "--name", "a1", "busybox", "true");
        var (stdout, _, _) = docker.Run("inspect", "a1", "busybox");
        Assert.That(System.Text.Json.JsonDocument.Parse(stdout).RootElement.GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public void Wait_ends_with_unexpected_eof_when_the_daemon_dies()
    {
        var docker = new SimulatedDocker();
        docker.Run("run", "-d", "--name", "a1", "busybox", "sleep", "1000");
        docker.World.Start("killer", async _ =>
        {
            await docker.World.Delay(TimeSpan.FromSeconds(5));
            docker.Daemon.Crash();
            return 0;
        });
        Assert.That(docker.Run("wait", "a1"), Is.EqualTo(("", "unexpected EOF\n", (int?)1)));
    }

    [Test]
    public void A_call_that_is_cut_is_an_error_during_connect()
    {
        var docker = new SimulatedDocker();
        docker.Run("run", "-d", "--name", "a1", "busybox", "sleep", "1000");
        docker.World.Start("killer", async _ =>
        {
            await docker.World.Delay(TimeSpan.FromSeconds(1));
            docker.Daemon.Crash();
            return 0;
        });
        var (_, stderr, code) = docker.Run("stop", "-t", "10", "a1");
        Assert.That(stderr, Is.EqualTo("error during connect: Post \"http://%2Fvar%2Frun%2Fdocker.sock/v1.41/containers/a1/stop?t=10\": EOF\n"));
        Assert.That(code, Is.EqualTo(1));
    }

    [Test]
    public void Every_option_of_run_reaches_the_request()
    {
        var docker = new SimulatedDocker();
        var (_, stderr, code) = docker.Run(
            "-H", "unix:///var/run/docker.sock", "run", "-d", "--privileged=false", "-c", "512", "-m", "64m", "-e", "K=a b", "-e", "K=2", "-v", "/h:/c:ro", "-v", "/data",
            "--label", "x=y", "--net", "host", "--hostname", "h", "--cap-add=NET_ADMIN", "--entrypoint", "/bin/echo", "--name", "n1", "busybox", "-d", "two words");
        Assert.That((stderr, code), Is.EqualTo(("", (int?)0)));
        var (stdout, _, _) = docker.Run("inspect", "-f",
            "{{json .Config.Env}} {{json .Config.Entrypoint}} {{json .Config.Cmd}} {{.HostConfig.CpuShares}} {{.HostConfig.Memory}} {{json .HostConfig.Binds}} {{.HostConfig.NetworkMode}} {{.Config.Hostname}} {{.Config.Labels}}", "n1");
        Assert.That(stdout, Is.EqualTo("[\"K=a b\",\"K=2\"] [\"/bin/echo\"] [\"-d\",\"two words\"] 512 67108864 [\"/h:/c:ro\"] host h map[x:y]\n").Or.EqualTo(
            "[\"K=2\"] [\"/bin/echo\"] [\"-d\",\"two words\"] 512 67108864 [\"/h:/c:ro\"] host h map[x:y]\n"));
        Assert.That(docker.World.History.Events.Select(line => line.Data).OfType<Note>().Select(note => note.Words), Has.Some.Contains("--cap-add"));
    }

    [Test]
    public void A_program_whose_starter_is_dead_goes_on()
    {
        var docker = new SimulatedDocker();
        var agent = docker.World.Start("agent", async _ =>
        {
            var child = await docker.Machine.Processes.Start(new ProcessSpec(["docker", "run", "-d", "--name", "a1", "busybox", "sleep", "1000"])
            {
                StandardOutput = OutputTarget.Discard,
            });
            return (await child.Exit).Code ?? 1;
        });
        docker.World.Run(() => docker.Requests.Contains("container.create"), docker.World.Now + TimeSpan.FromSeconds(10));
        docker.World.Kill(agent, Signals.Kill, withChildren: false);
        docker.World.Run(static () => false, docker.World.Now + TimeSpan.FromSeconds(10));
        Assert.That(docker.Run("ps", "--format", "{{.Names}}").Stdout, Is.EqualTo("a1\n"));
    }

    [Test]
    public void A_program_that_is_killed_between_create_and_start_leaves_a_created_container()
    {
        var docker = new SimulatedDocker();
        var agent = docker.World.Start("agent", async _ =>
        {
            var child = await docker.Machine.Processes.Start(new ProcessSpec(["docker", "run", "-d", "--name", "a1", "busybox", "sleep", "1000"]));
            return (await child.Exit).Code ?? 1;
        });
        docker.World.Run(() => docker.Requests.Contains("container.create"), docker.World.Now + TimeSpan.FromSeconds(10));
        docker.World.Kill(agent, Signals.Kill, withChildren: true);
        docker.World.Run(static () => false, docker.World.Now + TimeSpan.FromSeconds(10));
        Assert.That(docker.Run("ps", "-a", "--format", "{{.Names}} {{.State}}").Stdout, Is.EqualTo("a1 created\n"));
    }

    [Test]
    public void Follow_logs_ends_with_the_container()
    {
        var docker = new SimulatedDocker();
        docker.Run("run", "-d", "--name", "a1", "busybox", "sh", "-c", "echo one; sleep 5; echo two >&2; exit 3");
        Assert.That(docker.Run("logs", "--follow", "a1"), Is.EqualTo(("one\n", "two\n", (int?)0)));
        Assert.That(docker.Run("wait", "a1").Stdout, Is.EqualTo("3\n"));
    }
}
