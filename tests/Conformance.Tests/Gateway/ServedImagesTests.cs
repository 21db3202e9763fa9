using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Conformance.Tests.Gateway;

/// <summary>Images of the fake daemon: saved, loaded, imported, tagged, removed, searched for.</summary>
[TestFixture]
public class ServedImagesTests
{
    [Test]
    public async Task What_was_saved_is_the_same_image_after_a_load()
    {
        await using var site = await ApiSite.Start();
        var before = (await site.Api.Get("/images/busybox/json")).Json;
        var archive = (await site.Api.Get("/images/get?names=busybox")).Bytes;
        await site.Api.Delete("/images/busybox");
        Assert.That((await site.Api.Get("/images/busybox/json")).Status, Is.EqualTo(404));
        var loaded = await site.Api.Ask(new ApiRequest("POST", "/images/load?quiet=1", Archive: archive));
        Assert.That(loaded.Text, Is.EqualTo("{\"stream\":\"Loaded image: busybox:latest\\n\"}\n"));
        var after = (await site.Api.Get("/images/busybox/json")).Json;
        Assert.That((after["Id"]!.GetValue<string>(), after["Config"]!.ToJsonString()), Is.EqualTo((before["Id"]!.GetValue<string>(), before["Config"]!.ToJsonString())));
    }

    [Test]
    public async Task A_saved_archive_is_what_real_daemons_take_every_name_being_a_digest()
    {
        await using var site = await ApiSite.Start();
        var files = Unpack((await site.Api.Get("/images/busybox/get")).Bytes);
        var entry = JsonNode.Parse(files["manifest.json"])![0]!;
        var config = files[entry["Config"]!.GetValue<string>()];
        var layers = JsonNode.Parse(config)!["rootfs"]!["diff_ids"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(entry["RepoTags"]!.ToJsonString(), Is.EqualTo("""["busybox:latest"]"""));
            Assert.That(entry["Config"]!.GetValue<string>(), Is.EqualTo(Digits(config) + ".json"));
            Assert.That(layers.Select(layer => layer!.GetValue<string>()), Is.EqualTo(entry["Layers"]!.AsArray().Select(path => "sha256:" + Digits(files[path!.GetValue<string>()]))));
        });
    }

    [Test]
    public async Task A_compressed_archive_is_imported_with_its_changes_and_runs()
    {
        await using var site = await ApiSite.Start();
        var changes = string.Concat(new[] { "CMD [\"echo\",\"hi\"]", "ENV A=b C=\"d e\"", "EXPOSE 80 81/udp", "LABEL x=y", "WORKDIR rel" }.Select(change => "&changes=" + Uri.EscapeDataString(change)));
        var answer = await site.Api.Ask(new ApiRequest("POST", "/images/create?fromSrc=-&repo=mine&tag=1" + changes, Archive: Compress(Archive())));
        var id = answer.Json["status"]!.GetValue<string>();
        var image = (await site.Api.Get("/images/mine:1/json")).Json;
        Assert.Multiple(() =>
        {
            Assert.That(image["Id"]!.GetValue<string>(), Is.EqualTo(id));
            Assert.That(image["RootFS"]!["Layers"]![0]!.GetValue<string>(), Is.EqualTo("sha256:" + Digits(Archive())));
            Assert.That(image["Config"]!["Env"]!.ToJsonString(), Is.EqualTo("""["A=b","C=d e"]"""));
            Assert.That(image["Config"]!["ExposedPorts"]!.ToJsonString(), Is.EqualTo("""{"80/tcp":{},"81/udp":{}}"""));
            Assert.That((image["Config"]!["WorkingDir"]!.GetValue<string>(), image["Comment"]!.GetValue<string>()), Is.EqualTo(("/rel", "Imported from -")));
        });
        await site.Api.Post("/containers/create?name=web", """{"Image":"mine:1"}""");
        await site.Api.Post("/containers/web/start");
        await site.Api.Post("/containers/web/wait");
        Assert.That((await site.Api.Get("/containers/web/logs?stdout=1")).Text, Does.Contain("hi\n"));
        await site.Api.Post("/containers/create?name=other", """{"Image":"mine:1","Cmd":["cat","/hello"]}""");
        Assert.That((await site.Api.Post("/containers/other/start")).Message, Does.Contain("\"cat\": executable file not found in $PATH"), "the archive has no cat");
    }

    [Test]
    public async Task What_was_exported_and_saved_runs_again()
    {
        await using var site = await ApiSite.Start();
        await site.Api.Post("/containers/create?name=web", """{"Image":"busybox"}""");
        var exported = await site.Api.Get("/containers/web/export");
        await site.Api.Ask(new ApiRequest("POST", "/images/create?fromSrc=-&repo=exported", Archive: exported.Bytes));
        var saved = await site.Api.Get("/images/busybox/get");
        await using var other = await ApiSite.Start();
        await other.Api.Delete("/images/busybox");
        await other.Api.Ask(new ApiRequest("POST", "/images/load", Archive: saved.Bytes));
        foreach (var (at, image) in new[] { (site, "exported"), (other, "busybox") })
        {
            await at.Api.Post("/containers/create?name=again", $$"""{"Image":"{{image}}","Cmd":["sh","-c","busybox echo $((6*7))"]}""");
            await at.Api.Post("/containers/again/start");
            await at.Api.Post("/containers/again/wait");
            Assert.That((await at.Api.Get("/containers/again/logs?stdout=1")).Text, Does.Contain("42"), image);
        }
    }

    [TestCase("CMD a b", "Cmd", """["/bin/sh","-c","a b"]""")]
    [TestCase("ENTRYPOINT x", "Entrypoint", """["/bin/sh","-c","x"]""")]
    [TestCase("ENV x y z", "Env", """["x=y z"]""")]
    [TestCase("VOLUME /a /b", "Volumes", """{"/a":{},"/b":{}}""")]
    [TestCase("LABEL a=\"b c\" d=e", "Labels", """{"a":"b c","d":"e"}""")]
    [TestCase("ONBUILD RUN x", "OnBuild", """["RUN x"]""")]
    [TestCase("USER u", "User", "\"u\"")]
    public async Task A_change_is_read_as_in_a_dockerfile(string change, string member, string value)
    {
        await using var site = await ApiSite.Start();
        await site.Api.Ask(new ApiRequest("POST", "/images/create?fromSrc=-&repo=mine&changes=" + Uri.EscapeDataString(change), Archive: Archive()));
        Assert.That((await site.Api.Get("/images/mine/json")).Json["Config"]![member]!.ToJsonString().Replace("\\u0022", "\\\"", StringComparison.Ordinal), Is.EqualTo(value));
    }

    [TestCase("changes=RUN%20x", 400, "run is not a valid change command")]
    [TestCase("changes=ENV", 400, "ENV requires at least one argument")]
    [TestCase("repo=BAD", 400, "invalid reference format: repository name must be lowercase")]
    public async Task A_bad_import_is_refused(string query, int status, string message)
    {
        await using var site = await ApiSite.Start();
        var answer = await site.Api.Ask(new ApiRequest("POST", "/images/create?fromSrc=-&" + query, Archive: Archive()));
        Assert.That((answer.Status, answer.Message), Is.EqualTo((status, message)));
    }

    [Test]
    public async Task An_archive_that_is_none_is_an_error_in_the_stream()
    {
        await using var site = await ApiSite.Start();
        var broken = await site.Api.Ask(new ApiRequest("POST", "/images/load", Archive: "notatar"u8.ToArray()));
        Assert.That((broken.Status, broken.Json["error"]!.GetValue<string>()), Is.EqualTo((200, "Error processing tar file(exit status 1): unexpected EOF")));
        var other = await site.Api.Ask(new ApiRequest("POST", "/images/load", Archive: Archive()));
        Assert.That(other.Json["error"]!.GetValue<string>(), Does.EndWith("/repositories: no such file or directory"));
        var import = await site.Api.Ask(new ApiRequest("POST", "/images/create?fromSrc=-", Archive: "notatar"u8.ToArray()));
        Assert.That((import.Status, import.Message), Is.EqualTo((500, "ApplyLayer exit status 1 stdout:  stderr: unexpected EOF")));
    }

    [Test]
    public async Task A_nameless_image_is_dangling_until_it_is_pruned_with_its_layer()
    {
        await using var site = await ApiSite.Start();
        var id = (await site.Api.Ask(new ApiRequest("POST", "/images/create?fromSrc=-", Archive: Archive()))).Json["status"]!.GetValue<string>();
        var dangling = (await site.Api.Get("/images/json?filters=" + Uri.EscapeDataString("""{"dangling":["true"]}"""))).Json.AsArray();
        Assert.That((dangling.Count, dangling[0]!["RepoTags"]![0]!.GetValue<string>()), Is.EqualTo((1, "<none>:<none>")));
        var pruned = (await site.Api.Post("/images/prune")).Json;
        Assert.That(
            pruned["ImagesDeleted"]!.AsArray().Select(line => line!["Deleted"]!.GetValue<string>()),
            Is.EqualTo(new[] { id, "sha256:" + Digits(Archive()) }));
        Assert.That((await site.Api.Post("/images/prune?filters=" + Uri.EscapeDataString("""{"dangling":["false"]}"""))).Json["ImagesDeleted"]!.AsArray(), Has.Count.GreaterThan(2));
        Assert.That((await site.Api.Get("/images/json")).Json.AsArray(), Is.Empty);
    }

    [TestCase("""{"reference":["busy*"]}""", 1)]
    [TestCase("""{"reference":["busybox:l*"]}""", 1)]
    [TestCase("""{"reference":["*/b*"]}""", 0)]
    [TestCase("""{"reference":["docker.io/library/busybox"]}""", 1)]
    [TestCase("""{"label":["a=b"]}""", 0)]
    [TestCase("""{"before":["busybox"]}""", 0)]
    public async Task A_list_heeds_its_filters(string filters, int count)
    {
        await using var site = await ApiSite.Start();
        var found = (await site.Api.Get("/images/json?filters=" + Uri.EscapeDataString(filters))).Json.AsArray();
        Assert.That(found.Count(image => image!["RepoTags"]![0]!.GetValue<string>() == "busybox:latest"), Is.EqualTo(count));
    }

    [Test]
    public async Task A_push_says_what_is_in_its_way()
    {
        await using var site = await ApiSite.Start();
        Assert.That((await site.Api.Post("/images/busybox/push")).Message, Is.EqualTo("Bad parameters and missing X-Registry-Auth: EOF"));
        var missing = await site.Api.Ask(new ApiRequest("POST", "/images/nope/push?tag=1", Header: "X-Registry-Auth: e30="));
        Assert.That(missing.Lines.Select(line => (line!["status"] ?? line["error"])!.GetValue<string>()), Is.EqualTo(
            new[] { "The push refers to repository [docker.io/library/nope]", "An image does not exist locally with the tag: nope" }));
        var refused = await site.Api.Ask(new ApiRequest("POST", "/images/busybox/push", Header: "X-Registry-Auth: e30="));
        Assert.That(refused.Lines[1]!["error"]!.GetValue<string>(), Is.EqualTo("Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such host"));
    }

    private static byte[] Archive()
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "bin/echo") { LinkName = "busybox", ModificationTime = DateTimeOffset.UnixEpoch });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "hello") { DataStream = new MemoryStream("hello"u8.ToArray()), ModificationTime = DateTimeOffset.UnixEpoch });
        }

        return archive.ToArray();
    }

    private static byte[] Compress(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(plain);
        return packed.ToArray();
    }

    private static Dictionary<string, byte[]> Unpack(byte[] archive)
    {
        var files = new Dictionary<string, byte[]>();
        using var reader = new TarReader(new MemoryStream(archive));
        while (reader.GetNextEntry() is { } entry)
        {
            var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files[entry.Name] = content.ToArray();
        }

        return files;
    }

    private static string Digits(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
