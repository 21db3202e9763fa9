using System.Diagnostics;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

/// <summary>What a real daemon makes of a registry that is slow, broken or empty.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LocalRegistryTests : IAsyncDisposable
{
    private static int salt = Environment.ProcessId;
    private readonly LocalRegistry registry = LocalRegistry.Start();

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    [Test]
    public async Task An_image_is_pulled_and_runs_with_its_entry()
    {
        SharedDaemon.Require();
        Offer("good", new ImageConfig { Entrypoint = ["echo", "entry"], Cmd = ["default"], Env = ["A=b c"] });
        Assert.That((await Pull("good")).Code, Is.Zero);
        var run = await DockerProgram.Run(SharedDaemon.Daemon.Address, "run", "--rm", "--net=host", registry.Reference("good"));
        Assert.That(run, Is.EqualTo(new DockerResult(0, "entry default\n", "")));
        var inspect = await DockerProgram.Run(SharedDaemon.Daemon.Address, "inspect", "--format", "{{json .Config.Env}}", registry.Reference("good"));
        Assert.That(inspect.Output, Is.EqualTo("[\"A=b c\"]\n"));
    }

    [Test]
    public async Task A_slow_pull_takes_at_least_its_time()
    {
        SharedDaemon.Require();
        Offer("slow", new ImageConfig(), duration: TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        Assert.That((await Pull("slow")).Code, Is.Zero);
        Assert.That(clock.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(0.9)), "the daemon cannot have it earlier than it is sent");
    }

    [Test]
    public async Task An_image_that_is_not_there_is_not_found()
    {
        SharedDaemon.Require();
        var result = await Pull("none");
        Assert.That(result.Code, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain($"manifest for {registry.Reference("none")} not found: manifest unknown: manifest unknown"));
    }

    [Test]
    public async Task A_refused_manifest_says_why()
    {
        SharedDaemon.Require();
        Offer("limited", new ImageConfig(), new RefusedManifest(429, "You have reached your pull rate limit"));
        Assert.That((await Pull("limited")).Error, Does.Contain("toomanyrequests: You have reached your pull rate limit"));
    }

    [Test]
    public async Task A_layer_that_is_cut_once_is_fetched_to_its_end_by_a_retry()
    {
        SharedDaemon.Require();
        Offer("cut", new ImageConfig(), new CutBlob(2) { Times = 1 });
        var result = await Pull("cut");
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Output, Does.Contain("Retrying in"));
    }

    [Test]
    public async Task A_pull_that_stalls_ends_with_its_client_and_leaves_no_image()
    {
        SharedDaemon.Require();
        Offer("stall", new ImageConfig(), new StalledBlob(1, null));
        var child = await DockerProgram.Start(SharedDaemon.Daemon.Address, "pull", registry.Reference("stall"));
        await new StreamReader(child.Output).ReadLineAsync();
        await child.Kill(Signals.Kill);
        await child.Exit;
        var images = await DockerProgram.Run(SharedDaemon.Daemon.Address, "images", "--format", "{{.Repository}}");
        Assert.That(images.Output, Does.Not.Contain("stall"));
    }

    [Test]
    public async Task A_stall_that_heals_delays_only()
    {
        SharedDaemon.Require();
        Offer("healing", new ImageConfig(), new StalledBlob(1, TimeSpan.FromMilliseconds(300)));
        Assert.That((await Pull("healing")).Code, Is.Zero);
    }

    private void Offer(string name, ImageConfig config, LocalRegistryFault? fault = null, TimeSpan duration = default) => registry.Add(
        new RegistryEntry(BuiltImage.Build(new ImageRecipe(name, config) { LayerBytes = [200_000, 100_000], Salt = Interlocked.Increment(ref salt) }))
        {
            Fault = fault,
            Duration = duration,
        });

    private Task<DockerResult> Pull(string name) => DockerProgram.Run(SharedDaemon.Daemon.Address, "pull", registry.Reference(name));
}
