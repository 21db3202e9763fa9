using System.Text;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SimulatedDiskTests
{
    private readonly World world = Sim.World();
    private readonly SimulatedDisk disk;

    public SimulatedDiskTests() => disk = new SimulatedMachine(world).Disk;

    private DiskFiles Files => disk.Files;

    [Test]
    public void Files_are_written_appended_read_and_deleted() => world.RunAs(async () =>
    {
        Assert.That(await disk.Read("/a/b/f"), Is.Null);
        await disk.Write("/a/b/f", Bytes("one"));
        await disk.Append("/a/b/f", Bytes(" two"));
        await disk.Append("/a/b/f", Bytes(" three"));
        Assert.That(Text("/a/b/f"), Is.EqualTo("one two three"));
        await disk.WriteAtomically("/a/b/f", Bytes("new"));
        Assert.That(await disk.Read("/a/b/f"), Is.EqualTo(Bytes("new")));
        await disk.Append("/a/b/g", Bytes("made"));
        Assert.That(await disk.List("/a/b"), Is.EqualTo(new[] { "f", "g" }));
        await disk.Delete("/a/b/f");
        await disk.Delete("/a/b/f");
        Assert.That(await disk.Look("/a/b/f"), Is.Null);
        await disk.Delete("/a");
        Assert.That(await disk.List("/a/b"), Is.Empty);
    });

    [Test]
    public void Entries_tell_kind_length_and_time_of_the_last_write() => world.RunAs(async () =>
    {
        var start = world.Now;
        await disk.CreateFolder("/d/e");
        await disk.CreateFolder("/d/e");
        await disk.Write("/d/f", Bytes("12345"));
        await disk.Link("/d/l", "f");
        await Task.Delay(Sim.Seconds(5), world.Time);
        await disk.Append("/d/f", Bytes("6"));

        Assert.That(await disk.Look("/d/e"), Is.EqualTo(new DiskEntry(DiskEntryKind.Folder, 0, start, null)));
        Assert.That(await disk.Look("/d/f"), Is.EqualTo(new DiskEntry(DiskEntryKind.File, 6, start + Sim.Seconds(5), null)));
        Assert.That(await disk.Look("/d/l"), Is.EqualTo(new DiskEntry(DiskEntryKind.Link, 0, start, "f")));
    });

    [Test]
    public void Names_come_in_ordinal_order()
    {
        foreach (var name in new[] { "b", "B", "a10", "a9", "ä" })
            Files.Write("/names/" + name, []);

        Assert.That(Files.List("/names/"), Is.EqualTo(new[] { "B", "a10", "a9", "b", "ä" }));
    }

    [Test]
    public void Links_are_followed_in_the_middle_and_at_the_end_but_not_by_look_delete_and_atomic_writes()
    {
        Files.Write("/slaves/S1/info", Bytes("x"));
        Files.Link("/slaves/latest", "S1");
        Files.Link("/current", "/slaves/latest/../latest");

        Assert.That(Text("/slaves/latest/info"), Is.EqualTo("x"));
        Assert.That(Text("/current/info"), Is.EqualTo("x"));
        Assert.That(Files.List("/current"), Is.EqualTo(new[] { "info" }));
        Files.Write("/current/more/deep", Bytes("y"));
        Assert.That(Text("/slaves/S1/more/deep"), Is.EqualTo("y"));
        Assert.That(Files.IsFolder("/current"), Is.True);

        Files.Link("/slaves/latest", "S2");
        Assert.That(Files.Read("/slaves/latest/info"), Is.Null);
        Files.Delete("/slaves/latest");
        Assert.That(Text("/slaves/S1/info"), Is.EqualTo("x"));

        Files.Link("/file", "/slaves/S1/info");
        Files.WriteAtomically("/file", Bytes("own"));
        Assert.That(Text("/slaves/S1/info"), Is.EqualTo("x"));
        Assert.That(Text("/file"), Is.EqualTo("own"));
    }

    [Test]
    public void A_rename_replaces_what_is_there_and_moves_whole_folders()
    {
        Files.Write("/a/f", Bytes("1"));
        Files.Write("/b/f", Bytes("2"));
        Files.Rename("/a/f", "/b/f");
        Files.Rename("/b", "/c/d");

        Assert.That(Text("/c/d/f"), Is.EqualTo("1"));
        Assert.That(Files.Look("/b"), Is.Null);
        Assert.That(Files.List("/a"), Is.Empty);
    }

    [Test]
    public void Trouble_is_an_io_exception_with_the_path()
    {
        Files.Write("/f", Bytes("1"));
        Files.Write("/full/g", []);
        Files.Link("/loop", "/loop");

        Assert.Multiple(() =>
        {
            Assert.That(() => Files.Read("/f/below"), Trouble("Not a directory: '/f/below'"));
            Assert.That(() => Files.Read("/full"), Trouble("Is a directory: '/full'"));
            Assert.That(() => Files.Write("/full", []), Trouble("Is a directory: '/full'"));
            Assert.That(() => Files.CreateFolder("/f"), Trouble("File exists: '/f'"));
            Assert.That(() => Files.List("/f"), Trouble("Not a directory: '/f'"));
            Assert.That(() => Files.Rename("/none", "/x"), Trouble("No such file or directory: '/none'"));
            Assert.That(() => Files.Rename("/f", "/full"), Trouble("Is a directory: '/full'"));
            Assert.That(() => Files.Rename("/full", "/full/inside"), Throws.TypeOf<IOException>());
            Assert.That(() => Files.Read("/loop"), Trouble("Too many levels of symbolic links: '/loop'"));
            Assert.That(() => Files.Delete("/"), Trouble("Device or resource busy: '/'"));
            Assert.That(() => Files.Read("relative"), Throws.ArgumentException);
        });
    }

    [Test]
    public void Computed_files_are_read_written_listed_and_cannot_be_removed()
    {
        var proc = new Proc();
        disk.Mount("/proc/", proc);
        Files.Link("/p", "/proc/41");

        Assert.That(Text("/proc/41/stat"), Is.EqualTo("computed"));
        Assert.That(Text("/p/stat"), Is.EqualTo("computed"));
        Assert.That(Files.Read("/proc/41/none"), Is.Null);
        Assert.That(Files.List("/proc"), Is.EqualTo(new[] { "41" }));
        Assert.That(Files.IsFolder("/proc/41"), Is.True);
        Files.Write("/proc/41/limit", Bytes("64m"));
        Assert.That(proc.Written, Is.EqualTo("/proc/41/limit=64m"));
        Assert.That(() => Files.Write("/proc/41/none", []), Trouble("No such file or directory: '/proc/41/none'"));
        Assert.That(() => Files.Delete("/proc/41"), Trouble("Operation not permitted: '/proc/41'"));
        Assert.That(Files.Look("/process"), Is.Null, "a mount does not reach beyond its folder");
    }

    [TestCase(0.0, "")]
    [TestCase(0.5, "12345")]
    [TestCase(0.999, "123456789")]
    public void A_torn_write_in_place_is_cut(double fraction, string expected)
    {
        Files.Write("/meta/a", Bytes("first"));
        Files.Write("/meta/deep/b", Bytes("1234567890"));
        Files.Write("/elsewhere", Bytes("later"));

        var torn = Files.TearLastWrite("/meta", fraction);

        Assert.That(torn, Is.EqualTo(new TornWrite("/meta/deep/b", $"/meta/deep/b: {expected.Length} of the 10 bytes last written")));
        Assert.That(Text("/meta/deep/b"), Is.EqualTo(expected));
        Assert.That(Text("/meta/a"), Is.EqualTo("first"));
    }

    [Test]
    public void A_torn_append_loses_only_what_was_appended()
    {
        Files.Append("/meta/log", Bytes("kept"));
        Files.Append("/meta/log", Bytes("torn"));

        Files.TearLastWrite("/meta", 0.3);

        Assert.That(Text("/meta/log"), Is.EqualTo("keptt"));
    }

    [Test]
    public void An_atomic_write_that_a_crash_undid_leaves_the_old_content_and_a_temporary_file()
    {
        Files.Write("/meta/info", Bytes("old"));
        Files.WriteAtomically("/meta/info", Bytes("new"));
        Files.TearLastWrite("/meta", 0.5);

        Assert.That(Text("/meta/info"), Is.EqualTo("old"));
        Assert.That(Text("/meta/info" + TornWrite.TemporarySuffix), Is.EqualTo("new"));

        Files.WriteAtomically("/meta/fresh", Bytes("new"));
        Files.TearLastWrite("/meta", 0.5);

        Assert.That(Files.Look("/meta/fresh"), Is.Null);
        Assert.That(Text("/meta/fresh" + TornWrite.TemporarySuffix), Is.EqualTo("new"));
    }

    [Test]
    public void Only_the_crashed_process_has_its_write_torn_when_it_is_named()
    {
        var pid = 0;
        world.RunAs(async () =>
        {
            pid = world.Current!.Pid;
            await disk.Write("/meta/mine", Bytes("1234"));
        });
        Files.Write("/meta/others", Bytes("5678"));

        Assert.That(Files.TearLastWrite("/meta", 0.5, pid)?.Path, Is.EqualTo("/meta/mine"));
        Assert.That(Files.TearLastWrite("/meta", 0.5, 999), Is.Null);
        Assert.That(Files.TearLastWrite("/nothing", 0.5), Is.Null);
    }

    [Test]
    public void An_effect_lets_others_have_their_turn() => world.RunAs(async () =>
    {
        var order = new List<string>();
        world.Spawn("other", () =>
        {
            order.Add("other");
            return Task.CompletedTask;
        });
        var write = disk.Write("/f", Bytes("1"));
        Assert.That(Files.Look("/f"), Is.Null);
        await write;
        order.Add("written");

        Assert.That(order, Is.EqualTo(new[] { "other", "written" }));
    });

    private static NUnit.Framework.Constraints.IResolveConstraint Trouble(string message) =>
        Throws.TypeOf<IOException>().With.Message.EqualTo(message);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private string? Text(string path) => Files.Read(path) is { } content ? Encoding.UTF8.GetString(content) : null;

    private sealed class Proc : IVirtualFiles
    {
        internal string? Written { get; private set; }

        public byte[]? Read(string path) => path == "/proc/41/stat" ? Bytes("computed") : null;

        public bool Write(string path, ReadOnlySpan<byte> content)
        {
            if (path != "/proc/41/limit")
                return false;
            Written = $"{path}={Encoding.UTF8.GetString(content)}";
            return true;
        }

        public DiskEntry? Look(string path) =>
            path == "/proc/41" ? new DiskEntry(DiskEntryKind.Folder, 0, Instant.Epoch, null) : null;

        public IReadOnlyList<string> List(string folder) => folder == "/proc" ? ["41"] : [];
    }
}
