using System.Text;
using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Tests.FakeDocker;

namespace Conformance.Tests.Docker;

/// <summary>The verbs over the API at the simulated daemon, in virtual time.</summary>
[TestFixture]
public class VerbsInASimulationTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Test]
    public void A_container_lives_from_run_to_remove()
    {
        var sim = new EngineWorld();
        var docker = new ApiDocker(sim.Engine, sim.Machine);
        sim.Run(async () =>
        {
            var id = await docker.Run(new RunSpec { Name = "web", Image = "busybox", Arguments = ["sh", "-c", "echo out; echo err >&2; sleep 5; exit 3"] }, Minute);
            var follower = await docker.FollowLogs("web", "/s/stdout", "/s/stderr");
            Assert.That(await docker.Wait("web", sim.World.Completion<bool>().Task), Is.EqualTo(3));
            await follower.Done;
            var logs = await docker.Logs(id, Minute);
            Assert.That((Encoding.UTF8.GetString(logs.Stdout), Encoding.UTF8.GetString(logs.Stderr)), Is.EqualTo(("out\n", "err\n")));
            Assert.That(await sim.Machine.Disk.Read("/s/stdout"), Is.EqualTo("out\n"u8.ToArray()));
            await docker.Remove("web", force: false, volumes: true, Minute);
            Assert.That(await docker.Inspect(id, Minute), Is.Null);
        });
    }

    [Test]
    public void A_lively_pull_may_last_longer_than_the_limit_on_inactivity()
    {
        var sim = With(null);
        sim.Run(async () =>
        {
            var began = sim.World.Now;
            await new ApiDocker(sim.Engine, sim.Machine).Pull("reg:5000/big:1", null, Minute).Done;
            Assert.That(sim.World.Now - began, Is.GreaterThan(Minute));
            Assert.That(Encoding.UTF8.GetString((await sim.Machine.Disk.Read("/proc/self/io"))!), Does.Match(@"^rchar: [1-9]\d*\n$"));
        });
    }

    [Test]
    public void A_pull_that_a_registry_stalls_is_ended_after_the_limit()
    {
        var sim = With(new StalledLayer(0));
        sim.Run(async () =>
        {
            var (how, words) = await EngineWorld.Failure(new ApiDocker(sim.Engine, sim.Machine).Pull("reg:5000/big:1", null, Minute).Done);
            Assert.That((how, words), Is.EqualTo((DockerFailure.TimedOut, "the pull of reg:5000/big:1 showed no progress for 60 s")));
        });
    }

    private static EngineWorld With(RegistryFault? fault)
    {
        var sim = new EngineWorld();
        sim.Host.Registry.Add(new RegistryImage
        {
            Reference = "reg:5000/big:1",
            Layers = [new RegistryLayer("aaaaaaaaaaaa", 40_000_000)],
            PullTime = TimeSpan.FromMinutes(10),
            Fault = fault,
        });
        return sim;
    }
}
