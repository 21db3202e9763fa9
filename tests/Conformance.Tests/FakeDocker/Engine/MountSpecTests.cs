using System.Text;
using Conformance.Docker;
using Conformance.FakeDocker;

namespace Conformance.Tests.FakeDocker;

/// <summary>HostConfig.Mounts: what is refused, what is mounted, what becomes of volumes.</summary>
[TestFixture]
public sealed class MountSpecTests
{
    private static readonly MountSpec Bind = new() { Type = "bind", Source = "/src", Target = "/x" };
    private static readonly MountSpec Volume = new() { Type = "volume", Source = "vol1", Target = "/x" };
    private static readonly MountSpec Tmpfs = new() { Type = "tmpfs", Target = "/x" };

    private static ContainerSpec With(params IReadOnlyList<MountSpec> mounts) =>
        EngineWorld.Spec("sleep", "1000") with { HostConfig = new HostConfig { NetworkMode = "none", Mounts = mounts } };

    private static IEnumerable<TestCaseData> Refused =>
    [
        Case(new MountSpec(), "", "field Target must not be empty"),
        Case(Bind with { Target = "/" }, "bind", "invalid specification: destination can't be '/'"),
        Case(Bind with { Target = "rel" }, "bind", "invalid mount path: 'rel' mount path must be absolute"),
        Case(Bind with { Source = null }, "bind", "field Source must not be empty"),
        Case(Bind with { Source = "rel" }, "bind", "invalid mount path: 'rel' mount path must be absolute"),
        Case(Bind with { Source = "/no/such" }, "bind", "bind source path does not exist: /no/such"),
        Case(Bind with { BindOptions = new BindOptions("bogus") }, "bind", "invalid propagation mode: bogus"),
        Case(Bind with { VolumeOptions = new VolumeOptions() }, "bind", "field VolumeOptions must not be specified"),
        Case(Bind with { Type = "Bind" }, "Bind", "mount type unknown"),
        Case(Volume with { BindOptions = new BindOptions() }, "volume", "field BindOptions must not be specified"),
        Case(Volume with { Source = null, ReadOnly = true }, "volume", "must not set ReadOnly mode when using anonymous volumes"),
        Case(Tmpfs with { Source = "a" }, "tmpfs", "field Source must not be specified"),
        Case(Tmpfs with { BindOptions = new BindOptions() }, "tmpfs", "field BindOptions must not be specified"),
    ];

    private static TestCaseData Case(MountSpec mount, string type, string fault) =>
        new TestCaseData(mount, $"invalid mount config for type \"{type}\": {fault}").SetArgDisplayNames(fault, type);

    [TestCaseSource(nameof(Refused))]
    public void A_mount_that_cannot_be_is_refused(MountSpec mount, string message)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Machine.Disk.CreateFolder("/src");
            Assert.That(await sim.Refused(new CreateContainer("web", With(mount))), Is.EqualTo(((int?)400, message)));
        });
    }

    [Test]
    public void Each_kind_is_shown_and_written_to_where_it_belongs()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Machine.Disk.Write("/src/f", "in"u8.ToArray());
            await sim.Started("web", EngineWorld.Spec("sh", "-c", "cat /b/f; echo o > /b/o; echo v > /v/f; echo t > /t/f; echo r > /r/f; ls /t; sleep 1000") with
            {
                HostConfig = new HostConfig
                {
                    NetworkMode = "none",
                    Mounts = [Bind with { Target = "/b/" }, Volume with { Target = "/v" }, Volume with { Source = null, Target = "/w" }, Tmpfs with { Target = "/t" }, Volume with { Target = "/r", ReadOnly = true }],
                },
            });
            await sim.Pause(1);
            var mounts = (await sim.Call(new InspectContainer("web"))).Mounts;
            Assert.That(mounts.Select(mount => (mount.Type, mount.Destination, mount.Mode, mount.RW, mount.Propagation)), Is.EqualTo(new[]
            {
                ("bind", "/b", "", true, "rprivate"), ("volume", "/v", "z", true, ""), ("volume", "/w", "z", true, ""), ("tmpfs", "/t", "", true, ""), ("volume", "/r", "z", false, ""),
            }));
            Assert.That((await Said(sim, isError: false), await Said(sim, isError: true)), Is.EqualTo(("inf\n", "sh: can't create /r/f: Read-only file system\n")));
            Assert.That(await sim.Machine.Disk.Read("/src/o"), Is.EqualTo("o\n"u8.ToArray()));
            Assert.That(await sim.Machine.Disk.Read("/var/lib/docker/volumes/vol1/_data/f"), Is.EqualTo("v\n"u8.ToArray()));
            Assert.That((await sim.Call(new ReadChanges("web"))).All.Select(change => (change.Path, change.Kind)), Is.EqualTo(new[] { ("/b", 1), ("/r", 1), ("/t", 1), ("/v", 1), ("/w", 1) }), "what is mounted on, and nothing else");
        });
    }

    [Test]
    public void What_is_kept_in_memory_is_gone_at_the_next_start()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var spec = EngineWorld.Spec("sh", "-c", "ls /x; echo t > /x/f") with { HostConfig = new HostConfig { NetworkMode = "none", Mounts = [Tmpfs] } };
            for (var run = 0; run < 2; run++)
            {
                if (run == 0)
                    await sim.Started("web", spec);
                else
                    await sim.Call(new StartContainer("web"));
                await sim.Waited("web");
            }

            Assert.That(await Said(sim, isError: false) + await Said(sim, isError: true), Is.Empty);
        });
    }

    [Test]
    public void Volumes_are_made_with_their_labels_in_use_and_removed_if_they_have_no_name()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var since = sim.World.Now;
            var labels = new Dictionary<string, string> { ["a"] = "b" };
            await sim.Call(new CreateContainer("web", With(Volume with { VolumeOptions = new VolumeOptions(Labels: labels) }, Volume with { Source = null, Target = "/y" })));
            Assert.That(await sim.EventsSince(since), Is.EqualTo(new[] { "volume create", "volume create", "create" }));
            Assert.That((await sim.Call(new InspectVolume("vol1"))).Labels, Is.EqualTo(labels));
            Assert.That((await sim.Refused(new RemoveVolume("vol1"))).Message, Does.StartWith("remove vol1: volume is in use - ["));
            await sim.Call(new RemoveContainer("web", Volumes: true));
            Assert.That(sim.Host.Volumes, Is.EqualTo(new[] { "vol1" }));
        });
    }

    [Test]
    public void Two_mounts_at_one_place_are_refused_and_volumes_before_them_stay()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            Assert.That(await sim.Refused(new CreateContainer("web", With(Volume with { Target = "/x/" }, Tmpfs))), Is.EqualTo(((int?)400, "Duplicate mount point: /x")));
            Assert.That(sim.Host.Volumes, Is.EqualTo(new[] { "vol1" }));
            var twice = With(Volume) with { HostConfig = new HostConfig { Binds = ["/src:/x"], Mounts = [Volume] } };
            Assert.That(await sim.Refused(new CreateContainer("web", twice)), Is.EqualTo(((int?)400, "Duplicate mount point: /x")));
        });
    }

    [TestCase("q!", null, 400, "create q!: \"q!\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path")]
    [TestCase("vol1", "nope", 404, "create vol1: error looking up volume plugin nope: plugin \"nope\" not found")]
    public void A_volume_that_cannot_be_made_is_refused(string name, string? driver, int status, string message)
    {
        var sim = new EngineWorld();
        var mount = Volume with { Source = name, VolumeOptions = new VolumeOptions(DriverConfig: new VolumeDriver(driver)) };
        sim.Run(async () => Assert.That(await sim.Refused(new CreateContainer("web", With(mount))), Is.EqualTo(((int?)status, message))));
    }

    [Test]
    public void An_empty_volume_gets_what_the_image_has_there_unless_told_not_to()
    {
        var sim = new EngineWorld();
        var files = new SortedDictionary<string, ImageFile>(StringComparer.Ordinal) { ["/x/d/f"] = new("of the image"u8.ToArray(), false, false), ["/other"] = new(default, false, false) };
        sim.Host.AddImage("filled", new ImageConfig { Cmd = ["sh"] }, files: files);
        sim.Run(async () =>
        {
            var spec = With(Volume) with { Image = "filled" };
            await sim.Call(new CreateContainer("one", spec));
            Assert.That(await sim.Machine.Disk.Read(FakeVolume.PathOf("vol1") + "/d/f"), Is.EqualTo("of the image"u8.ToArray()));
            await sim.Call(new CreateContainer("two", spec with { HostConfig = new HostConfig { Mounts = [Volume with { Source = "vol2", VolumeOptions = new VolumeOptions(NoCopy: true) }] } }));
            Assert.That(await sim.Machine.Disk.Look(FakeVolume.PathOf("vol2") + "/d/f"), Is.Null);
        });
    }

    [Test]
    public void A_source_that_has_gone_is_not_made_anew()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Machine.Disk.CreateFolder("/src");
            await sim.Started("web", With(Bind));
            await sim.Machine.Disk.Delete("/src");
            Assert.That((await sim.Refused(new RestartContainer("web", 0))).Message, Does.Contain("error mounting \"/src\" to rootfs at \"/x\": stat /src: no such file or directory"));
            Assert.That(await sim.Refused(new StartContainer("web")), Is.EqualTo(((int?)400, "invalid mount config for type \"bind\": bind source path does not exist: /src")));
            Assert.That(await sim.Machine.Disk.Look("/src"), Is.Null);
        });
    }

    private static async Task<string> Said(EngineWorld sim, bool isError)
    {
        var frames = await EngineWorld.All(await sim.Call(new ReadLogs("web", Stdout: !isError, Stderr: isError)));
        return string.Concat(frames.Select(frame => Encoding.UTF8.GetString(frame.Payload)));
    }
}
