using System.Text;
using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>A number of processors (<c>--cpus</c>): what is refused, and what the control group says.</summary>
[TestFixture]
public sealed class ProcessorTests
{
    private const long Processor = 1_000_000_000;

    private static ContainerSpec With(HostConfig host) => EngineWorld.Spec("sleep", "1000") with { HostConfig = host with { NetworkMode = "none" } };

    private static async Task<string> Value(EngineWorld sim, string id, string file) =>
        Encoding.ASCII.GetString((await sim.Machine.Disk.Read($"/sys/fs/cgroup/{(sim.Host.UsesCgroupV2 ? "" : "cpu/")}docker/{id}/{file}"))!).Trim();

    [TestCase(-1, 0, 0, "Range of CPUs is from 0.01 to 4.00, as there are only 4 CPUs available")]
    [TestCase(4 * Processor + 1, 0, 0, "Range of CPUs is from 0.01 to 4.00, as there are only 4 CPUs available")]
    [TestCase(Processor, 100_000, 1, "Conflicting options: Nano CPUs and CPU Period cannot both be set")]
    [TestCase(Processor, 0, 50_000, "Conflicting options: Nano CPUs and CPU Quota cannot both be set")]
    public void A_number_that_cannot_be_is_refused_at_create_and_update(long processors, long period, long quota, string message)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var host = new HostConfig { NanoCpus = processors, CpuPeriod = period, CpuQuota = quota };
            Assert.That(await sim.Refused(new CreateContainer("web", With(host))), Is.EqualTo(((int?)400, message)));
            await sim.Call(new CreateContainer("web", With(new HostConfig())));
            var update = new ResourceUpdate { NanoCpus = processors, CpuPeriod = period, CpuQuota = quota };
            Assert.That(await sim.Refused(new UpdateContainer("web", update)), Is.EqualTo(((int?)400, message)));
        });
    }

    [TestCase(3 * Processor / 2, "150000")]
    [TestCase(123_456_789, "12345")]
    [TestCase(1, "-1")]
    public void It_is_a_quota_of_the_usual_period(long processors, string quota)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = await sim.Started("web", With(new HostConfig { NanoCpus = processors }));
            Assert.That((await Value(sim, id, "cpu.cfs_quota_us"), await Value(sim, id, "cpu.cfs_period_us")), Is.EqualTo((quota, "100000")));
            Assert.That((await sim.Call(new InspectContainer("web"))).HostConfig, Has.Property("NanoCpus").EqualTo(processors).And.Property("CpuQuota").EqualTo(0));
        });
    }

    [Test]
    public void In_the_unified_hierarchy_it_is_the_first_number_of_cpu_max()
    {
        var sim = new EngineWorld(usesCgroupV2: true);
        sim.Run(async () =>
        {
            var id = await sim.Started("web", With(new HostConfig { NanoCpus = Processor / 2 }));
            Assert.That(await Value(sim, id, "cpu.max"), Is.EqualTo("50000 100000"));
        });
    }

    [Test]
    public void An_update_changes_it_at_once_but_not_beside_a_quota_or_a_period()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = await sim.Started("web", With(new HostConfig()));
            await sim.Call(new UpdateContainer("web", new ResourceUpdate { NanoCpus = Processor }));
            Assert.That(await Value(sim, id, "cpu.cfs_quota_us"), Is.EqualTo("100000"));
            Assert.That(await Conflict(new ResourceUpdate { CpuPeriod = 1000, CpuQuota = 1000 }), Is.EqualTo("CPU Period cannot be updated as NanoCPUs has already been set"));
            Assert.That(await Conflict(new ResourceUpdate { CpuQuota = 1000 }), Is.EqualTo("CPU Quota cannot be updated as NanoCPUs has already been set"));
            await sim.Call(new RemoveContainer("web", Force: true));
            await sim.Started("web", With(new HostConfig { CpuQuota = 20_000 }));
            Assert.That(await Conflict(new ResourceUpdate { NanoCpus = Processor }), Is.EqualTo("Nano CPUs cannot be updated as CPU Quota has already been set"));
        });

        async Task<string> Conflict(ResourceUpdate update)
        {
            var (status, message) = await sim.Refused(new UpdateContainer("web", update));
            Assert.That(status, Is.EqualTo(409));
            return message.Split(": ")[^1];
        }
    }

    [Test]
    public void A_quota_that_the_kernel_refuses_fails_the_start()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", With(new HostConfig { NanoCpus = 9_999_999 })));
            var (status, message) = await sim.Refused(new StartContainer("web"));
            Assert.That((status, message), Is.EqualTo(((int?)500, (await sim.State("web")).Error)));
            Assert.That(message, Does.Contain("failed to write \"999\"").And.Contain("cpu.cfs_quota_us: invalid argument"));
            Assert.That((await sim.State("web")).ExitCode, Is.EqualTo(128));
        });
    }
}
