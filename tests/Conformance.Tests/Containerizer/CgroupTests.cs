using System.Text;
using Conformance.Mesos;
using static Conformance.Tests.Containerizer.LaunchTests;

namespace Conformance.Tests.Containerizer;

public class CgroupTests
{
    private const string Id = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string V1 = "cgroup /cg/cpu cgroup rw,cpu,cpuacct 0 0\ncgroup /cg/memory cgroup rw,memory 0 0\n";
    private const string V2 = "cgroup2 /cg cgroup2 rw,nosuid 0 0\n";

    [Test]
    public void An_update_writes_weight_and_limits_of_version_1_and_never_lowers_the_hard_limit()
    {
        var bench = Prepare(V1, $"4:cpu,cpuacct:/docker/{Id}\n3:memory:/docker/{Id}\n", ("cpu/docker/" + Id, "cpu.shares", "1024"),
            ("memory/docker/" + Id, "memory.soft_limit_in_bytes", "0"), ("memory/docker/" + Id, "memory.limit_in_bytes", "67108864"),
            ("memory/docker/" + Id, "memory.memsw.limit_in_bytes", "134217728"));
        Update(bench, 1.1, 544);
        Assert.That(Read(bench, "cpu/docker", "cpu.shares"), Is.EqualTo("1126"));
        Assert.That(Read(bench, "memory/docker", "memory.soft_limit_in_bytes"), Is.EqualTo("570425344"));
        Assert.That(Read(bench, "memory/docker", "memory.limit_in_bytes"), Is.EqualTo("570425344"));
        Assert.That(Read(bench, "memory/docker", "memory.memsw.limit_in_bytes"), Is.EqualTo("1140850688"));
        Update(bench, 0.001, 8, again: true);
        Assert.That(Read(bench, "cpu/docker", "cpu.shares"), Is.EqualTo("2"));
        Assert.That(Read(bench, "memory/docker", "memory.soft_limit_in_bytes"), Is.EqualTo("33554432"));
        Assert.That(Read(bench, "memory/docker", "memory.limit_in_bytes"), Is.EqualTo("570425344"));
    }

    [Test]
    public void An_update_writes_weight_and_limits_of_version_2()
    {
        var bench = Prepare(V2, $"0::/docker/{Id}\n", ("docker/" + Id, "cpu.weight", "100"), ("docker/" + Id, "memory.low", "0"), ("docker/" + Id, "memory.max", "max"));
        Update(bench, 1.5, 64);
        Assert.That(Read(bench, "docker", "cpu.weight"), Is.EqualTo("150"));
        Assert.That(Read(bench, "docker", "memory.low"), Is.EqualTo("67108864"));
        Assert.That(Read(bench, "docker", "memory.max"), Is.EqualTo("max"));
    }

    [Test]
    public void With_processors_as_a_ceiling_an_update_writes_the_quota_too()
    {
        var bench = Prepare(V1, $"4:cpu,cpuacct:/docker/{Id}\n", ("cpu/docker/" + Id, "cpu.shares", "1024"),
            ("cpu/docker/" + Id, "cpu.cfs_period_us", "100000"), ("cpu/docker/" + Id, "cpu.cfs_quota_us", "-1"));
        bench.Options = bench.Options with { CgroupsEnableCfs = true };
        Update(bench, 1.5, 64);
        Assert.That(Read(bench, "cpu/docker", "cpu.cfs_quota_us"), Is.EqualTo("150000"));
        Update(bench, 0.001, 64, again: true);
        Assert.That(Read(bench, "cpu/docker", "cpu.cfs_quota_us"), Is.EqualTo("1000"));
    }

    [TestCase("4:cpu,cpuacct:/\n3:memory:/\n")]
    [TestCase("4:cpu,cpuacct:/docker/another\n3:memory:/docker/another\n")]
    public void The_group_of_another_process_or_the_root_is_not_written(string groups)
    {
        var bench = Prepare(V1, groups, ("cpu", "cpu.shares", "1024"), ("cpu/docker/another", "cpu.shares", "1024"));
        Update(bench, 4, 64);
        Assert.That(bench.ReadText("/cg/cpu/cpu.shares"), Is.EqualTo("1024"));
        Assert.That(bench.ReadText("/cg/cpu/docker/another/cpu.shares"), Is.EqualTo("1024"));
    }

    [Test]
    public void A_usage_has_times_memory_and_limits_and_none_when_it_does_not_run()
    {
        var bench = Prepare(V1, $"4:cpu,cpuacct:/docker/{Id}\n3:memory:/docker/{Id}\n", ("cpu/docker/" + Id, "cpuacct.stat", "user 150\nsystem 25\n"),
            ("memory/docker/" + Id, "memory.stat", "cache 10\nrss 4096\nmapped_file 5\n"));
        bench.RunAgent(async subject =>
        {
            await subject.Launch(Bench.LaunchOf("c1"));
            var usage = await subject.Usage("c1");
            Assert.That((usage.CpusUserTimeSecs, usage.CpusSystemTimeSecs, usage.MemRssBytes, usage.MemFileBytes), Is.EqualTo((1.5, 0.25, 4096UL, 10UL)));
            Assert.That((usage.CpusLimit, usage.MemLimitBytes), Is.EqualTo((1.0, 64UL << 20)));
            Assert.That(usage.Timestamp, Is.GreaterThan(1.4e9));
            bench.Machine.Disk.Files.Delete("/cg/cpu/docker");
            bench.Machine.Disk.Files.Delete("/cg/memory/docker");
            Assert.That((await Fails(() => subject.Usage("c1"))).Message, Is.EqualTo("Container is not running"));
            Assert.That((await Fails(() => subject.Usage("c9"))).Message, Is.EqualTo("Unknown container: c9"));
        });
    }

    [Test]
    public void An_update_of_an_unknown_or_ended_container_is_ready()
    {
        var bench = Prepare(V1, "");
        bench.RunAgent(async subject =>
        {
            await subject.Update("c9", [Bench.Scalar("cpus", 1)]);
            await subject.Launch(Bench.LaunchOf("c1", "exit 0"));
            await subject.Wait("c1");
            await subject.Update("c1", [Bench.Scalar("cpus", 1)]);
        });
    }

    private static void Update(Bench bench, double cpus, double mem, bool again = false) => bench.RunAgent(async subject =>
    {
        if (again)
            await subject.Recover(await bench.Checkpoints.Read());
        else
            await Launch(bench, subject);
        await bench.Sleep(1);
        await subject.Update("c1", [Bench.Scalar("cpus", cpus), Bench.Scalar("mem", mem)]);
    });

    private static async Task Launch(Bench bench, IContainerizer subject)
    {
        var launch = Bench.LaunchOf("c1", "sleep 100000");
        await bench.Checkpoint(launch);
        await subject.Launch(launch);
    }

    /// <summary>The first container of this bench has pid 4: init, daemon and agent come before it.</summary>
    private static Bench Prepare(string mounts, string groups, params (string Folder, string File, string Content)[] files)
    {
        var bench = new Bench();
        Write("/proc/self/mounts", mounts);
        Write("/proc/4/cgroup", groups);
        foreach (var (folder, file, content) in files)
            Write($"/cg/{folder}/{file}", content);
        return bench;

        void Write(string path, string content) => bench.Machine.Disk.Files.Write(path, Encoding.ASCII.GetBytes(content));
    }

    private static string? Read(Bench bench, string folder, string file) => bench.ReadText($"/cg/{folder}/{Id}/{file}");
}
