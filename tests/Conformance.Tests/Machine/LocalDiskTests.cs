using System.Text;
using Conformance.Machine;

namespace Conformance.Tests.Machine;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LocalDiskTests : IDisposable
{
    private readonly LocalDisk disk = new();
    private readonly string folder = Directory.CreateTempSubdirectory("conformance-disk-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task What_is_not_there_is_a_value_not_an_error()
    {
        Assert.That(await disk.Read(At("a/b")), Is.Null);
        Assert.That(await disk.Look(At("a/b")), Is.Null);
        Assert.That(await disk.List(At("a")), Is.Empty);
        Assert.That(async () => await disk.Delete(At("a/b")), Throws.Nothing);
    }

    [Test]
    public async Task Writes_replace_and_appends_add_and_folders_are_made()
    {
        await disk.Write(At("x/y/file"), "long text"u8.ToArray());
        await disk.Write(At("x/y/file"), "ab"u8.ToArray());
        await disk.Append(At("x/y/file"), "c"u8.ToArray());
        Assert.That(Encoding.UTF8.GetString((await disk.Read(At("x/y/file")))!), Is.EqualTo("abc"));
    }

    [Test]
    public async Task An_atomic_write_leaves_no_temporary_file()
    {
        await disk.WriteAtomically(At("s/state"), "1"u8.ToArray());
        await disk.WriteAtomically(At("s/state"), "2"u8.ToArray());
        Assert.That(await disk.List(At("s")), Is.EqualTo(new[] { "state" }));
        Assert.That(await disk.Read(At("s/state")), Is.EqualTo("2"u8.ToArray()));
    }

    [Test]
    public async Task A_link_is_seen_as_such_replaced_and_deleted_without_its_target()
    {
        await disk.Write(At("kept/file"), "1"u8.ToArray());
        await disk.Link(At("latest"), At("elsewhere"));
        await disk.Link(At("latest"), At("kept"));
        Assert.That((await disk.Look(At("latest")))!.Target, Is.EqualTo(At("kept")));
        await disk.Delete(At("latest"));
        Assert.That(await disk.Look(At("latest")), Is.Null);
        Assert.That(await disk.List(At("kept")), Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public async Task A_folder_is_renamed_over_another()
    {
        await disk.Write(At("from/new"), "1"u8.ToArray());
        await disk.Write(At("to/old"), "1"u8.ToArray());
        await disk.Rename(At("from"), At("to"));
        Assert.That(await disk.List(folder), Is.EqualTo(new[] { "to" }));
        Assert.That(await disk.List(At("to")), Is.EqualTo(new[] { "new" }));
    }

    [Test]
    public async Task Files_of_proc_are_read_though_they_have_no_length() =>
        Assert.That(await disk.Read("/proc/self/stat"), Is.Not.Empty);

    [Test]
    public async Task Names_are_in_ordinal_order()
    {
        foreach (var name in new[] { "b", "B", "a", "_" })
            await disk.Write(At(name), default);
        Assert.That(await disk.List(folder), Is.EqualTo(new[] { "B", "_", "a", "b" }));
    }

    [Test]
    public void Other_trouble_is_an_IOException_with_the_path() =>
        Assert.That(
            async () => await disk.Write("/proc/no-such-file", default),
            Throws.InstanceOf<IOException>().With.Message.Contains("/proc/no-such-file"));

    private string At(string name) => Path.Combine(folder, name);
}
