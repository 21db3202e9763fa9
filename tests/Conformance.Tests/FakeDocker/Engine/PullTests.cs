using Conformance.Docker;
using Conformance.FakeDocker;

namespace Conformance.Tests.FakeDocker;

/// <summary>Pulls: progress, sharing, cancellation, and what registries do wrong.</summary>
[TestFixture]
public sealed class PullTests
{
    private static readonly TimeSpan Ten = TimeSpan.FromMinutes(10);

    private static EngineWorld World(RegistryFault? fault = null, TimeSpan? time = null)
    {
        var sim = new EngineWorld();
        sim.Host.Registry.Add(new RegistryImage
        {
            Reference = "reg:5000/t/big:1",
            Config = new ImageConfig { Cmd = ["true"] },
            Layers = [new RegistryLayer("aaaaaaaaaaaa", 40_000_000), new RegistryLayer("bbbbbbbbbbbb", 2_000_000)],
            PullTime = time ?? Ten,
            Fault = fault,
        });
        return sim;
    }

    private static readonly PullImage Big = new("reg:5000/t/big", "1");

    [Test]
    public void A_pull_takes_its_time_and_the_image_appears_at_the_end()
    {
        var sim = World();
        sim.Run(async () =>
        {
            var began = sim.World.Now;
            var lines = await Words(sim, Big);
            Assert.That(sim.World.Now - began, Is.InRange(Ten, Ten + TimeSpan.FromSeconds(1)));
            Assert.That(lines[0], Is.EqualTo("1: Pulling from t/big"));
            Assert.That(lines[1..3], Is.EqualTo(new[] { "aaaaaaaaaaaa: Pulling fs layer", "bbbbbbbbbbbb: Pulling fs layer" }));
            Assert.That(lines[^1], Is.EqualTo("Status: Downloaded newer image for reg:5000/t/big:1"));
            Assert.That(lines[^2], Does.Match("^Digest: sha256:[0-9a-f]{64}$"));
            Assert.That(lines[^3], Is.EqualTo("bbbbbbbbbbbb: Pull complete"));
            Assert.That(lines, Does.Contain("aaaaaaaaaaaa: Verifying Checksum"));
            await sim.Started("web", new ContainerSpec { Image = "reg:5000/t/big:1" });
        });
    }

    [Test]
    public void While_it_is_pulled_create_is_404()
    {
        var sim = World();
        sim.Run(async () =>
        {
            var pull = Words(sim, Big);
            await sim.Pause(100);
            Assert.That(await sim.Refused(new CreateContainer("web", new ContainerSpec { Image = "reg:5000/t/big:1" })), Is.EqualTo((404, "No such image: reg:5000/t/big:1")));
            await pull;
        });
    }

    [Test]
    public void A_second_pull_is_up_to_date_and_shared_layers_exist()
    {
        var sim = World();
        sim.Host.Registry.Add(new RegistryImage
        {
            Reference = "reg:5000/t/other:1",
            Layers = [new RegistryLayer("aaaaaaaaaaaa", 40_000_000), new RegistryLayer("cccccccccccc", 1_000_000)],
        });
        sim.Run(async () =>
        {
            await Words(sim, Big);
            Assert.That((await Words(sim, Big))[^1], Is.EqualTo("Status: Image is up to date for reg:5000/t/big:1"));
            var other = await Words(sim, new PullImage("reg:5000/t/other", "1"));
            Assert.That(other, Does.Contain("aaaaaaaaaaaa: Already exists").And.Contain("cccccccccccc: Pull complete"));
        });
    }

    [Test]
    public void Pulls_of_one_image_at_a_time_are_one_and_survive_a_client()
    {
        var sim = World();
        sim.Run(async () =>
        {
            var since = sim.World.Now;
            var first = sim.Client("first", async () => await Words(sim, Big));
            await sim.Pause(200);
            var second = Words(sim, Big);
            await sim.Pause(100);
            sim.World.Kill(first, 9, withChildren: false);
            Assert.That((await second)[^1], Is.EqualTo("Status: Downloaded newer image for reg:5000/t/big:1"));
            Assert.That(sim.World.Now - since, Is.LessThan(TimeSpan.FromSeconds(610)));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_pull_ends_with_its_last_client_and_leaves_nothing(bool byDeath)
    {
        var sim = World();
        sim.Run(async () =>
        {
            if (byDeath)
            {
                var client = sim.Client("cli", async () => await Words(sim, Big));
                await sim.Pause(590);
                sim.World.Kill(client, 9, withChildren: false);
            }
            else
            {
                var stream = await sim.Call(Big);
                await sim.Pause(590);
                stream.Close();
            }

            await sim.Pause(3600);
            Assert.That((await sim.Call(new ListImages())).Select(image => image.RepoTags![0]), Is.EqualTo(new[] { "busybox:latest" }));
            var began = sim.World.Now;
            Assert.That(await Words(sim, Big), Has.None.Contain("Already exists"));
            Assert.That(sim.World.Now - began, Is.GreaterThanOrEqualTo(Ten));
        });
    }

    [Test]
    public void A_missing_image_is_404_before_the_stream()
    {
        var sim = World();
        sim.Run(async () => Assert.That(
            await sim.Refused(new PullImage("reg:5000/t/big", "2")),
            Is.EqualTo((404, "manifest for reg:5000/t/big:2 not found: manifest unknown: manifest unknown"))));
    }

    [Test]
    public void A_registry_may_refuse_some_manifests()
    {
        var sim = World(new RefusedPull(500, "received unexpected HTTP status: 500 Internal Server Error") { Times = 1 });
        sim.Run(async () =>
        {
            Assert.That(await sim.Refused(Big), Is.EqualTo((500, "received unexpected HTTP status: 500 Internal Server Error")));
            Assert.That((await Words(sim, Big))[^1], Does.StartWith("Status: Downloaded"));
        });
    }

    [Test]
    public void An_error_inside_the_stream_is_a_line()
    {
        var sim = World(new FailedLayer(1, "unauthorized"));
        sim.Run(async () =>
        {
            var lines = await EngineWorld.All(await sim.Call(Big));
            Assert.That(lines[^1].Error, Is.EqualTo("unauthorized"));
            Assert.That(lines[^1].ErrorDetail!.Message, Is.EqualTo("unauthorized"));
            Assert.That((await sim.Call(new ListImages())), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public void A_layer_that_is_cut_every_time_is_given_up_after_75_seconds_of_retries()
    {
        var sim = World(new CutLayer(1), TimeSpan.FromSeconds(1));
        sim.Run(async () =>
        {
            var began = sim.World.Now;
            var lines = await EngineWorld.All(await sim.Call(Big));
            Assert.That(sim.World.Now - began, Is.InRange(TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(77)));
            Assert.That(lines[^1].Error, Is.EqualTo("unexpected EOF"));
            var retries = lines.Where(line => line.Status?.StartsWith("Retrying", StringComparison.Ordinal) == true).Select(line => line.Status).ToList();
            Assert.That(retries, Has.Count.EqualTo(75));
            Assert.That(retries[0], Is.EqualTo("Retrying in 5 seconds"));
            Assert.That(retries[4], Is.EqualTo("Retrying in 1 second"));
            Assert.That(retries[5], Is.EqualTo("Retrying in 10 seconds"));
        });
    }

    [Test]
    public void A_layer_that_is_cut_once_is_retried_after_5_seconds()
    {
        var sim = World(new CutLayer(0) { Times = 1 }, TimeSpan.FromSeconds(10));
        sim.Run(async () =>
        {
            var began = sim.World.Now;
            Assert.That((await Words(sim, Big))[^1], Does.StartWith("Status: Downloaded"));
            Assert.That(sim.World.Now - began, Is.InRange(TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(16)));
        });
    }

    [Test]
    public void A_layer_may_stall_for_a_time_or_for_ever()
    {
        var sim = World(new StalledLayer(0, TimeSpan.FromHours(1)) { Times = 1 });
        sim.Run(async () =>
        {
            var began = sim.World.Now;
            await Words(sim, Big);
            Assert.That(sim.World.Now - began, Is.GreaterThan(TimeSpan.FromHours(1)));
        });
        sim = World(new StalledLayer(0));
        sim.Run(async () =>
        {
            var pull = await sim.Call(Big);
            var all = EngineWorld.All(pull);
            await sim.Pause(20 * 3600);
            Assert.That(all.IsCompleted, Is.False);
        });
    }

    [Test]
    public void Progress_has_a_bar()
    {
        var sim = World();
        sim.Run(async () =>
        {
            var lines = await EngineWorld.All(await sim.Call(Big));
            var bar = lines.First(line => line is { Status: "Downloading", Id: "aaaaaaaaaaaa" });
            Assert.That(bar.Progress, Does.Match(@"^\[=*> *\] +\d+(\.\d+)?kB/40MB$"));
            Assert.That(bar.ProgressDetail!.Total, Is.EqualTo(40_000_000));
        });
    }

    private static async Task<List<string>> Words(EngineWorld sim, PullImage pull) =>
        [.. (await EngineWorld.All(await sim.Call(pull))).Where(line => line.Progress is null).Select(line => (line.Id is null ? "" : line.Id + ": ") + line.Status)];
}
