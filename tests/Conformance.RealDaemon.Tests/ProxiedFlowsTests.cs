using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

/// <summary>Docker programs through the proxy: as if it were not there, and with one fault each.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class ProxiedFlowsTests
{
    private static int counter;
    private readonly History history = new(() => Instant.Epoch);
    private readonly OneFault judge = new();
    private FaultProxy proxy = null!;

    [SetUp]
    public void StartProxy()
    {
        var daemon = SharedDaemon.Require();
        proxy = FaultProxy.Start(new FaultProxyOptions
        {
            SocketPath = daemon.Folder.At($"p{Interlocked.Increment(ref counter)}.sock"),
            Upstream = daemon.Address,
            History = history,
            Judge = judge,
        });
    }

    [TearDown]
    public async Task StopProxy() => await proxy.DisposeAsync();

    [Test]
    public async Task A_run_in_the_foreground_shows_all_output_and_the_exit_code()
    {
        var result = await Docker("run", "--rm", "--net=host", "box", "sh", "-c", "seq 1 20000; echo err >&2; exit 7");
        Assert.That(result, Is.EqualTo(new DockerResult(7, string.Concat(Enumerable.Range(1, 20000).Select(n => n + "\n")), "err\n")));
    }

    [Test]
    public async Task Input_reaches_a_container_up_to_its_end()
    {
        var child = await DockerProgram.Start(proxy.Address, "run", "--rm", "-i", "--net=host", "box", "cat");
        await child.Input.WriteAsync("through and through\n"u8.ToArray());
        child.Input.Dispose();
        Assert.That(await new StreamReader(child.Output).ReadToEndAsync(), Is.EqualTo("through and through\n"));
        Assert.That((await child.Exit).Code, Is.Zero);
    }

    [Test]
    public async Task The_entry_of_the_image_is_run() =>
        Assert.That(await Docker("run", "--rm", "--net=host", "box"), Is.EqualTo(new DockerResult(0, "from the image\n", "")));

    [Test]
    public async Task Run_logs_exec_wait_stop_and_rm_of_a_detached_container()
    {
        var id = (await Docker("run", "-d", "--net=host", "--label", "l=v", "box", "sh", "-c", "echo begun; trap 'exit 5' TERM; while :; do sleep 0.1; done")).Output.Trim();
        Assert.That(id, Has.Length.EqualTo(64));
        var logs = await DockerProgram.Start(proxy.Address, "logs", "-f", id);
        Assert.That(await new StreamReader(logs.Output).ReadLineAsync(), Is.EqualTo("begun"));
        var wait = await DockerProgram.Start(proxy.Address, "wait", id);
        Assert.That((await Docker("exec", id, "echo", "inside")).Output, Is.EqualTo("inside\n"));
        Assert.That((await Docker("stop", "-t", "20", id)).Code, Is.Zero);
        Assert.That(await new StreamReader(wait.Output).ReadToEndAsync(), Is.EqualTo("5\n"));
        Assert.That((await logs.Exit).Code, Is.Zero);
        Assert.That((await Docker("rm", id)).Code, Is.Zero);
        Assert.That(Operations(), Is.SupersetOf(new[]
        {
            "container.create ok", "container.start ok", "container.logs ok", "container.wait ok", "container.stop ok", "container.remove ok",
        }));
    }

    [Test]
    public async Task An_error_after_create_leaves_a_container_that_the_program_knows_nothing_of()
    {
        judge.Set("container.create", Phase.After, new AnswerError(500, "the daemon lies"));
        var name = Name();
        var result = await Docker("run", "-d", "--name", name, "--net=host", "box", "sleep", "1000");
        Assert.That((result.Code, result.Error), Is.EqualTo((125, "docker: Error response from daemon: the daemon lies\n\nRun 'docker run --help' for more information\n")));
        Assert.That((await Find(name))!.Status, Is.EqualTo("created"));
        await DockerProgram.Run(SharedDaemon.Daemon.Address, "rm", name);
    }

    [Test]
    public async Task An_error_before_create_leaves_nothing()
    {
        judge.Set("container.create", Phase.Before, new AnswerError(500, "no"));
        var name = Name();
        Assert.That((await Docker("run", "-d", "--name", name, "--net=host", "box", "sleep", "1000")).Code, Is.EqualTo(125));
        Assert.That(await Find(name), Is.Null);
    }

    [Test]
    public async Task A_cut_after_start_leaves_a_running_container()
    {
        judge.Set("container.start", Phase.After, new CutConnection(CutPlace.Headers, 0, false));
        var name = Name();
        Assert.That((await Docker("run", "-d", "--name", name, "--net=host", "box", "sleep", "1000")).Code, Is.Not.Zero);
        var container = await Find(name);
        Assert.That((container!.Status, container.LiveProcesses), Is.EqualTo(("running", 1)));
        await DockerProgram.Run(SharedDaemon.Daemon.Address, "rm", "-f", name);
    }

    [Test]
    public async Task A_program_killed_while_its_create_is_held_leaves_nothing()
    {
        var release = new TaskCompletionSource();
        judge.Set("container.create", Phase.Before, FaultEffect.ProceedUnlessGone, release.Task);
        var name = Name();
        var child = await DockerProgram.Start(proxy.Address, "run", "-d", "--name", name, "--net=host", "box", "sleep", "1000");
        await judge.Reached;
        await child.Kill(Signals.Kill);
        await child.Exit;
        release.SetResult();
        await Docker("version");
        Assert.That(await Find(name), Is.Null);
    }

    [Test]
    public async Task A_program_killed_while_its_answered_create_is_held_leaves_a_created_container()
    {
        var release = new TaskCompletionSource();
        judge.Set("container.create", Phase.After, FaultEffect.Proceed, release.Task);
        var name = Name();
        var child = await DockerProgram.Start(proxy.Address, "run", "-d", "--name", name, "--net=host", "box", "sleep", "1000");
        await judge.Reached;
        await child.Kill(Signals.Kill);
        await child.Exit;
        release.SetResult();
        Assert.That((await Find(name))!.Status, Is.EqualTo("created"));
        await DockerProgram.Run(SharedDaemon.Daemon.Address, "rm", name);
    }

    [Test]
    public async Task A_wait_whose_answer_is_cut_does_not_end_well()
    {
        var name = Name();
        await Docker("run", "-d", "--name", name, "--net=host", "box", "true");
        judge.Set("container.wait", Phase.Before, new CutConnection(CutPlace.Body, 0, false));
        Assert.That((await Docker("wait", name)).Code, Is.Not.Zero);
        await DockerProgram.Run(SharedDaemon.Daemon.Address, "rm", "-f", name);
    }

    private static string Name() => $"flow-{Interlocked.Increment(ref counter)}";

    private static async Task<DaemonContainer?> Find(string name)
    {
        using var truth = new RealGroundTruth(SharedDaemon.Daemon.Address);
        return (await truth.Containers()).FirstOrDefault(container => container.Name == name);
    }

    private Task<DockerResult> Docker(params string[] arguments) => DockerProgram.Run(proxy.Address, arguments);

    private IReadOnlyList<string> Operations() => [.. history.Events.Select(line => line.Data).OfType<EngineAnswered>().Select(line => $"{line.Operation} {line.Outcome}")];
}
