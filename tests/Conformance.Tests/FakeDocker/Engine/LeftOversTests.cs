using Conformance.Docker;
using Conformance.FakeDocker;

namespace Conformance.Tests.FakeDocker;

/// <summary>What ground truth sees beside containers.</summary>
[TestFixture]
public sealed class LeftOversTests
{
    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public void A_volume_that_no_container_uses_any_more_is_seen(bool removesVolumes, int left)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var spec = EngineWorld.Spec("true") with { Volumes = new Dictionary<string, EmptyObject> { ["/data"] = new() } };
            await sim.Started("web", spec);
            Assert.That(sim.Host.Truth.UnusedVolumes, Is.Empty);
            await sim.Waited("web");
            await sim.Call(new RemoveContainer("web", Volumes: removesVolumes));
            Assert.That(sim.Host.Truth.UnusedVolumes, Has.Count.EqualTo(left));
        });
    }

    [Test]
    public void A_pull_is_seen_until_its_last_client_goes()
    {
        var sim = new EngineWorld();
        sim.Host.Registry.Add(new RegistryImage
        {
            Reference = "reg:5000/big:1",
            Config = new ImageConfig { Cmd = ["true"] },
            Layers = [new RegistryLayer("aaaaaaaaaaaa", 40_000_000)],
            PullTime = TimeSpan.FromMinutes(10),
        });
        sim.Run(async () =>
        {
            var pull = await sim.Call(new PullImage("reg:5000/big", "1"));
            await pull.Next();
            Assert.That(sim.Daemon.RunningPulls, Is.EqualTo(new[] { "reg:5000/big:1" }));
            pull.Close();
            await sim.Pause(1);
            Assert.That(sim.Daemon.RunningPulls, Is.Empty);
        });
    }

    [Test]
    public void A_name_is_taken_while_its_container_is_made()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var create = sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
            var taken = new List<string>();
            while (!create.IsCompleted)
            {
                taken.AddRange(sim.Daemon.TakenNames);
                await sim.Pause(0.001);
            }

            await create;
            Assert.That(taken, Is.Not.Empty.And.All.EqualTo("web"));
            Assert.That(sim.Daemon.TakenNames, Is.Empty);
        });
    }
}
