using System.Text;
using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>/proc and cgroups of containers, ground truth, foreign containers, the history's lines.</summary>
[TestFixture]
public sealed class HostTests
{
    private static readonly ContainerSpec Limited = EngineWorld.Spec("sleep", "100") with
    {
        HostConfig = new HostConfig { CpuShares = 512, Memory = 64 << 20 },
    };

    [Test]
    public void Control_files_hold_the_limits_and_keep_what_is_written()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = await sim.Started("web", Limited);
            var pid = (await sim.State("web")).Pid;
            Assert.That(await Text(sim, "/proc/mounts"), Does.Contain("cgroup /sys/fs/cgroup/cpu,cpuacct cgroup "));
            Assert.That(await Text(sim, $"/proc/{pid}/cgroup"), Does.Contain($":cpu,cpuacct:/docker/{id}\n").And.Contain($":memory:/docker/{id}\n"));
            var cpu = $"/sys/fs/cgroup/cpu,cpuacct/docker/{id}/";
            var memory = $"/sys/fs/cgroup/memory/docker/{id}/";
            Assert.That(await Text(sim, cpu + "cpu.shares"), Is.EqualTo("512\n"));
            Assert.That(await Text(sim, memory + "memory.limit_in_bytes"), Is.EqualTo("67108864\n"));
            Assert.That(await Text(sim, cpu + "cgroup.procs"), Is.EqualTo($"{pid}\n"));
            await sim.Machine.Disk.Write(cpu + "cpu.shares", "1"u8.ToArray());
            await sim.Machine.Disk.Write(memory + "memory.soft_limit_in_bytes", "33554432"u8.ToArray());
            Assert.That(await Text(sim, $"/sys/fs/cgroup/cpu/docker/{id}/cpu.shares"), Is.EqualTo("2\n"));
            Assert.That(await Text(sim, memory + "memory.soft_limit_in_bytes"), Is.EqualTo("33554432\n"));
            await sim.Pause(50);
            Assert.That(await Text(sim, cpu + "cpuacct.stat"), Does.Match(@"^user \d\d\nsystem \d\d\n$"));
            Assert.That(await Text(sim, $"/proc/{pid}/stat"), Does.StartWith($"{pid} (sleep) S "));
            await sim.Call(new UpdateContainer("web", new ResourceUpdate { CpuShares = 300 }));
            Assert.That(await Text(sim, cpu + "cpu.shares"), Is.EqualTo("300\n"));
            await sim.Waited("web");
            Assert.That(await sim.Machine.Disk.Read(cpu + "cpu.shares"), Is.Null);
            Assert.That(await sim.Machine.Disk.Read($"/proc/{pid}/cgroup"), Is.Null);
        });
    }

    [Test]
    public void A_hard_limit_below_what_is_used_is_refused_and_what_is_kept_in_memory_is_used()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = await sim.Started("web", EngineWorld.Spec("/bin/sh", "-c", "[ -e /tmp/ran ] || head -c 20000000 /dev/zero > /dev/shm/used; : > /tmp/ran; sleep 100") with { HostConfig = Limited.HostConfig });
            await sim.Pause(5);
            var memory = $"/sys/fs/cgroup/memory/docker/{id}/";
            Assert.That(await Text(sim, memory + "memory.usage_in_bytes"), Is.EqualTo($"{20_000_000 + (2 << 20)}\n"));
            Assert.That(await Refusal(sim, memory + "memory.limit_in_bytes", 16 << 20), Does.Contain("Device or resource busy"));
            Assert.That(await Refusal(sim, memory + "memory.limit_in_bytes", 256 << 20), Does.Contain("Invalid argument"));
            Assert.That(await Refusal(sim, memory + "memory.soft_limit_in_bytes", 16 << 20), Is.Null);
            Assert.That(await Refusal(sim, memory + "memory.limit_in_bytes", 32 << 20), Is.Null);
            Assert.That(await Text(sim, memory + "memory.limit_in_bytes"), Is.EqualTo("33554432\n"));
            await sim.Call(new KillContainer("web"));
            await sim.Waited("web");
            await sim.Call(new StartContainer("web"));
            Assert.That(await Text(sim, memory + "memory.usage_in_bytes"), Is.EqualTo($"{2 << 20}\n"));
        });
    }

    [Test]
    public void The_unified_hierarchy_has_its_own_files()
    {
        var sim = new EngineWorld(usesCgroupV2: true);
        sim.Run(async () =>
        {
            var id = await sim.Started("web", Limited);
            var pid = (await sim.State("web")).Pid;
            Assert.That(await Text(sim, $"/proc/{pid}/cgroup"), Is.EqualTo($"0::/docker/{id}\n"));
            Assert.That(await Text(sim, "/proc/mounts"), Does.Contain(" cgroup2 ").And.Not.Contain(" cgroup "));
            Assert.That(await Text(sim, $"/sys/fs/cgroup/docker/{id}/memory.max"), Is.EqualTo("67108864\n"));
        });
    }

    [Test]
    public void A_foreign_container_runs_from_the_start_and_is_known_as_such()
    {
        var sim = new EngineWorld();
        var id = sim.Host.AddContainer("db", EngineWorld.Spec("sleep", "100000"));
        sim.Host.AddContainer("old", EngineWorld.Spec("true"), isRunning: false);
        sim.Run(async () =>
        {
            Assert.That((await sim.State("db")).Status, Is.EqualTo("running"));
            Assert.That((await sim.State("old")).Status, Is.EqualTo("exited"));
            Assert.That((await sim.Refused(new CreateContainer("db", EngineWorld.Spec("true")))).Status, Is.EqualTo(409));
            await sim.Started("web", "sleep", "100000");
            Assert.That(sim.Host.Truth.Containers.Select(container => (container.Name, container.IsForeign, container.LiveProcesses)),
                Is.EqualTo(new[] { ("db", true, 1), ("old", true, 0), ("web", false, 1) }));
            await sim.Call(new KillContainer(id));
            Assert.That((await sim.State("db")).ExitCode, Is.EqualTo(137));
        });
    }

    [Test]
    public void The_history_tells_what_really_happened_in_order()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("web", "sleep", "1000");
            await sim.Call(new RemoveContainer("web", Force: true));
        });
        var lines = sim.World.History.Events.Where(line => line.Data.Kind.StartsWith("container.", StringComparison.Ordinal) || line.Data.Kind.StartsWith("engine.", StringComparison.Ordinal));
        Assert.That(lines.Select(line => line.Data.Kind), Is.EqualTo(new[]
        {
            "engine.received", "container.created", "engine.answered",
            "engine.received", "container.started", "engine.answered",
            "engine.received", "container.signalled", "container.exited", "container.removed", "engine.answered",
        }));
    }

    [Test]
    public void An_exit_may_go_unnoticed()
    {
        var sim = new EngineWorld();
        sim.Host.BeforeExitIsNoticed = (_, name) => name == "web" ? sim.World.Delay(TimeSpan.FromMinutes(5)) : Task.CompletedTask;
        sim.Run(async () =>
        {
            await sim.Started("web", "true");
            await sim.Pause(60);
            Assert.That((await sim.State("web")).Running, Is.True);
            Assert.That(sim.Host.Truth.Containers[0].Status, Is.EqualTo("exited"));
            Assert.That(await sim.Waited("web"), Is.Zero);
        });
    }

    [Test]
    public void A_removal_may_take_long_or_leave_a_dead_container()
    {
        var sim = new EngineWorld();
        var busy = true;
        sim.Host.BeforeRemovalEnds = async (_, _) =>
        {
            await sim.World.Delay(TimeSpan.FromSeconds(30));
            if (busy)
                throw DockerException.Answered(500, "device or resource busy");
        };
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
            var removal = sim.Refused(new RemoveContainer("web"));
            await sim.Pause(10);
            Assert.That((await sim.State("web")).Status, Is.EqualTo("removing"));
            Assert.That((await sim.Refused(new RemoveContainer("web"))).Message, Is.EqualTo("removal of container web is already in progress"));
            Assert.That(await removal, Is.EqualTo((500, "device or resource busy")));
            Assert.That((await sim.State("web")).Status, Is.EqualTo("dead"));
            Assert.That((await sim.Refused(new CreateContainer("web", EngineWorld.Spec("true")))).Status, Is.EqualTo(409));
            busy = false;
            await sim.Call(new RemoveContainer("web"));
            Assert.That(sim.Host.Truth.Containers, Is.Empty);
        });
    }

    [Test]
    public void A_decorator_stands_between_clients_and_engine()
    {
        var sim = new EngineWorld(decorate: engine => new Refusing(engine));
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
            Assert.That(await sim.Refused(new StartContainer("web")), Is.EqualTo((500, "no")));
        });
        Assert.That(sim.World.History.Events.Select(line => line.Data.Describe()), Does.Contain("#2 container.start: 500 no"));
    }

    [Test]
    public void One_seed_is_one_history_and_seeds_differ()
    {
        var first = Hash(7);
        var again = Hash(7);
        Assert.That(again, Is.EqualTo(first));
        Assert.That(Hash(8), Is.Not.EqualTo(first));
    }

    private static ulong Hash(ulong seed)
    {
        var sim = new EngineWorld(seed);
        sim.Run(async () =>
        {
            await sim.Started("web", "sh", "-c", "echo hi; sleep 3");
            await Task.WhenAll(sim.Call(new StopContainer("web", 1)), sim.Waited("web"));
            await sim.Call(new RemoveContainer("web"));
        });
        return sim.World.History.Hash;
    }

    private static async Task<string?> Text(EngineWorld sim, string path) =>
        await sim.Machine.Disk.Read(path) is { } bytes ? Encoding.ASCII.GetString(bytes) : null;

    private sealed class Refusing(IEngineService engine) : IEngineService
    {
        public Task<T> Handle<T>(EngineOperation<T> operation, EngineClient client) => operation is StartContainer
            ? Task.FromException<T>(DockerException.Answered(500, "no"))
            : engine.Handle(operation, client);
    }

    /// <summary>The words with which a control file refuses a value; null if it takes it.</summary>
    private static async Task<string?> Refusal(EngineWorld sim, string file, long value)
    {
        try
        {
            await sim.Machine.Disk.Write(file, Encoding.ASCII.GetBytes(value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            return null;
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }
}
