using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Conformance.Containerizer;
using Conformance.Mesos.Messages;
using static Conformance.Tests.Containerizer.LaunchTests;

namespace Conformance.Tests.Containerizer;

public class FetchTests
{
    [TestCase("/data/app.conf")]
    [TestCase("file:///data/app.conf")]
    public void A_local_file_is_copied_into_the_sandbox_before_anything_is_asked_of_docker(string uri)
    {
        var bench = WithFetcher();
        bench.Machine.Disk.Files.Write("/data/app.conf", "a = 1"u8);
        bench.RunAgent(async subject =>
        {
            var launch = With(uri);
            Assert.That(await subject.Launch(launch), Is.True);
            Assert.That(bench.ReadText(launch.Directory + "/app.conf"), Is.EqualTo("a = 1"));
            Assert.That(bench.Machine.Disk.Files.Look(launch.Directory + "/app.conf")!.IsExecutable, Is.True);
        });
    }

    [TestCase("/data/none", "Failed to fetch '/data/none': there is no such file (fetcher exited with status 1)")]
    [TestCase("https://host/x", "Failed to fetch 'https://host/x': only http on the loopback is known here (fetcher exited with status 1)")]
    [TestCase("/data/", "Failed to fetch '/data/': it names no file (fetcher exited with status 1)")]
    [TestCase("/data/it's", "Failed to fetch '/data/it's': it has illegal characters: backslash, quote or NUL (fetcher exited with status 1)")]
    [TestCase("conf/app.conf", "Failed to fetch 'conf/app.conf': it is relative and the agent has no --frameworks_home (fetcher exited with status 1)")]
    [TestCase("/data/two words", "Failed to fetch '/data/two words': a URI with a blank cannot be fetched")]
    public void A_file_that_cannot_be_had_fails_the_launch_with_the_reason(string uri, string message)
    {
        var bench = WithFetcher();
        bench.RunAgent(async subject =>
        {
            var failure = await Fails(() => subject.Launch(With(uri)));
            Assert.That((failure.Message, failure.IsDefinite), Is.EqualTo((message, true)));
            Assert.That((await subject.Wait("c1")).Message, Is.EqualTo(failure.Message));
        });
        Assert.That(bench.Daemon.Calls, Is.Empty);
    }

    [Test]
    public void A_launcher_folder_without_a_fetcher_fails_the_launch()
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
            Assert.That((await Fails(() => subject.Launch(With("/data/x")))).Message, Does.StartWith("Failed to execute mesos-fetcher: ")));
    }

    [Test]
    public void A_relative_uri_is_looked_for_in_the_frameworks_home()
    {
        var bench = WithFetcher();
        bench.Options = bench.Options with { FrameworksHome = "/home/frameworks" };
        bench.Machine.Disk.Files.Write("/home/frameworks/conf/app.conf", "a = 1"u8);
        bench.RunAgent(async subject =>
        {
            var launch = With("conf/app.conf");
            await subject.Launch(launch);
            Assert.That(bench.ReadText(launch.Directory + "/app.conf"), Is.EqualTo("a = 1"));
        });
    }

    [Test]
    public void A_fetch_that_takes_too_long_is_killed()
    {
        var bench = new Bench();
        bench.Machine.Processes.Install(Fetcher.Program, async run =>
        {
            await bench.World.Completion<bool>().Task;
            return 0;
        });
        bench.Options = bench.Options with { FetchLimit = TimeSpan.FromSeconds(90) };
        bench.RunAgent(async subject =>
            Assert.That((await Fails(() => subject.Launch(With("/data/x")))).Message, Is.EqualTo("Failed to fetch: it did not end within 90 s")));
        Assert.That(bench.World.Processes.Where(process => process.Name.Contains(Fetcher.Program, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("../up")]
    [TestCase("a/../../up")]
    public void An_archive_that_leads_out_of_the_sandbox_is_refused(string name)
    {
        var entry = new ArchiveEntry(name) { Content = [1] };
        var bench = new Bench();
        Assert.That(async () => await entry.Put("/sandbox", bench.Machine.Disk), Throws.TypeOf<FetchException>());
    }

    [Test]
    public void Links_of_an_archive_are_made_after_its_files_and_modes_are_kept()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "out") { LinkName = "/etc" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "bin/"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "bin/run") { Mode = (UnixFileMode)0x1ED, DataStream = new MemoryStream("run"u8.ToArray()) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "bin/again") { LinkName = "bin/run" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "out/file") { DataStream = new MemoryStream("in"u8.ToArray()) });
        }

        var entries = Archive.Read("all.tgz", stream.ToArray());
        Assert.That(entries.Select(entry => (entry.Name, entry.IsExecutable, entry.LinkTarget)), Is.EqualTo(new[]
        {
            ("bin/", false, null), ("bin/run", true, null), ("bin/again", true, null), ("out/file", false, (string?)null), ("out", false, "/etc"),
        }));
        Assert.That(Encoding.UTF8.GetString(entries[2].Content), Is.EqualTo("run"));
    }

    [TestCase("all.tbz2", "with bzip2 and xz cannot be unpacked")]
    [TestCase("all.tgz", "Failed to extract 'all.tgz'")]
    [TestCase("all.zip", "Failed to extract 'all.zip'")]
    public void An_archive_that_cannot_be_read_is_refused(string name, string words) =>
        Assert.That(() => Archive.Read(name, "this is no archive"u8.ToArray()), Throws.TypeOf<FetchException>().With.Message.Contains(words));

    [Test]
    public void What_is_to_be_fetched_travels_through_the_environment_and_back()
    {
        CommandInfo.Types.URI[] uris =
        [
            new() { Value = "http://h/a+1X", Executable = false, Extract = true },
            new() { Value = "/b", Executable = true, Extract = false },
        ];
        Assert.That(FetchUris.Write(uris), Is.EqualTo("http://h/a+1X+0X /b+1N"));
        Assert.That(FetchUris.Read(FetchUris.Write(uris)), Is.EqualTo(uris));
        Assert.That(() => FetchUris.Read("/b"), Throws.TypeOf<FetchException>());
    }

    private static Bench WithFetcher()
    {
        var bench = new Bench();
        bench.Machine.Processes.Install(Fetcher.Program, run => new Fetcher(bench.Machine, run.Environment, run.WriteError).Run());
        return bench;
    }

    private static Launch With(string uri)
    {
        var launch = Bench.LaunchOf("c1");
        launch.TaskInfo.Command.Uris.Add(new CommandInfo.Types.URI { Value = uri, Executable = true });
        return launch;
    }
}
