using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Conformance.Tests.Gateway;

/// <summary>The fake daemon pulls from registries that really listen on this host.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OutsidePullTests : IAsyncDisposable
{
    private const string Manifest = "application/vnd.docker.distribution.manifest.v2+json";
    private const string ManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
    private readonly ShelfRegistry registry = new();

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    [Test]
    public async Task An_image_with_a_compressed_layer_is_pulled_and_its_program_finds_its_files()
    {
        Offer("team/app", "1", Compress(Layer("data", "words")), """{"Cmd":["cat","/data"],"Env":["A=b"]}""");
        await using var site = await ApiSite.Start();
        var pull = await site.Api.Post($"/images/create?fromImage={registry.Host}/team/app&tag=1");
        Assert.That(pull.Lines[^1]!["status"]!.GetValue<string>(), Is.EqualTo($"Status: Downloaded newer image for {registry.Host}/team/app:1"), pull.Text);
        var image = (await site.Api.Get($"/images/{registry.Host}/team/app:1/json")).Json;
        Assert.Multiple(() =>
        {
            Assert.That(image["Id"]!.GetValue<string>(), Is.EqualTo(Digest(registry.Config("team/app"))));
            Assert.That(image["RepoDigests"]![0]!.GetValue<string>(), Is.EqualTo($"{registry.Host}/team/app@{Digest(registry["/v2/team/app/manifests/1"])}"));
            Assert.That(image["RootFS"]!["Layers"]![0]!.GetValue<string>(), Is.EqualTo(Digest(Layer("data", "words"))));
        });
        await site.Api.Post("/containers/create?name=web", $$"""{"Image":"{{registry.Host}}/team/app:1"}""");
        await site.Api.Post("/containers/web/start");
        await site.Api.Post("/containers/web/wait");
        Assert.That((await site.Api.Get("/containers/web/logs?stdout=1")).Text, Does.EndWith("words"));
        var again = await site.Api.Post($"/images/create?fromImage={registry.Host}/team/app&tag=1");
        Assert.That(again.Lines[^1]!["status"]!.GetValue<string>(), Is.EqualTo($"Status: Image is up to date for {registry.Host}/team/app:1"));
    }

    [Test]
    public async Task A_layer_that_is_here_is_not_fetched_again()
    {
        Offer("one", "latest", Layer("data", "shared"), "{}");
        Offer("two", "latest", Layer("data", "shared"), """{"Cmd":["true"]}""");
        await using var site = await ApiSite.Start();
        await site.Api.Post($"/images/create?fromImage={registry.Host}/one&tag=latest");
        var pull = await site.Api.Post($"/images/create?fromImage={registry.Host}/two&tag=latest");
        Assert.That(pull.Text, Does.Contain("Already exists").And.Not.Contain("Downloading"));
        Assert.That(registry.Requests.Count(path => path.Contains("two/blobs/" + Digest(Layer("data", "shared")))), Is.Zero);
    }

    [Test]
    public async Task Of_a_list_of_manifests_the_one_for_this_platform_is_taken()
    {
        Offer("many", "arm", Layer("data", "arm"), """{"Cmd":["echo","arm"]}""");
        Offer("many", "amd", Layer("data", "amd"), """{"Cmd":["echo","amd"]}""");
        JsonObject Entry(string tag, string architecture)
        {
            var bytes = registry[$"/v2/many/manifests/{tag}"];
            registry.Add($"/v2/many/manifests/{Digest(bytes)}", Manifest, bytes);
            return new JsonObject { ["digest"] = Digest(bytes), ["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = architecture } };
        }

        var list = new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray(Entry("arm", "arm64"), Entry("amd", "amd64")) };
        registry.Add("/v2/many/manifests/latest", ManifestList, Encoding.UTF8.GetBytes(list.ToJsonString()));
        await using var site = await ApiSite.Start();
        await site.Api.Post($"/images/create?fromImage={registry.Host}/many&tag=latest");
        var image = (await site.Api.Get($"/images/{registry.Host}/many/json")).Json;
        Assert.That(image["Config"]!["Cmd"]!.ToJsonString(), Is.EqualTo("""["echo","amd"]"""));
    }

    [Test]
    public async Task All_tags_of_a_repository_are_pulled_where_none_is_named()
    {
        Offer("several", "1", Layer("data", "1"), "{}");
        Offer("several", "2", Layer("data", "2"), "{}");
        registry.Add("/v2/several/tags/list", "application/json", """{"name":"several","tags":["1","2"]}"""u8.ToArray());
        await using var site = await ApiSite.Start();
        var pull = await site.Api.Post($"/images/create?fromImage={registry.Host}/several");
        Assert.That(pull.Lines[^1]!["status"]!.GetValue<string>(), Is.EqualTo($"Status: Downloaded newer image for {registry.Host}/several"), pull.Text);
        foreach (var tag in new[] { "1", "2" })
            Assert.That((await site.Api.Get($"/images/{registry.Host}/several:{tag}/json")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Bytes_that_are_not_those_of_their_digest_are_refused()
    {
        Offer("torn", "latest", Layer("data", "right"), "{}");
        registry.Add("/v2/torn/blobs/" + Digest(Layer("data", "right")), "application/octet-stream", Layer("data", "wrong"));
        await using var site = await ApiSite.Start();
        var pull = await site.Api.Post($"/images/create?fromImage={registry.Host}/torn&tag=latest");
        Assert.That(pull.Lines[^1]!["error"]!.GetValue<string>(), Is.EqualTo("filesystem layer verification failed for digest " + Digest(Layer("data", "right"))));
        Assert.That((await site.Api.Get($"/images/{registry.Host}/torn/json")).Status, Is.EqualTo(404));
    }

    [TestCase("{", TestName = "A_manifest_that_is_no_JSON_is_an_error")]
    [TestCase("[]", TestName = "A_manifest_that_is_a_list_is_an_error")]
    [TestCase("{}", TestName = "A_manifest_of_an_old_kind_is_an_error")]
    [TestCase("""{"config":{"digest":7},"layers":[]}""", TestName = "A_manifest_with_a_number_for_a_digest_is_an_error")]
    [TestCase("""{"config":{"digest":"sha256:0"},"layers":[{"size":1}]}""", TestName = "A_manifest_with_a_layer_without_a_digest_is_an_error")]
    public async Task Manifests_that_cannot_be_read(string manifest)
    {
        registry.Add("/v2/odd/manifests/latest", Manifest, Encoding.UTF8.GetBytes(manifest));
        registry.Add("/v2/odd/blobs/sha256:0", "application/octet-stream", "{}"u8.ToArray());
        await using var site = await ApiSite.Start();
        var pull = await site.Api.Post($"/images/create?fromImage={registry.Host}/odd&tag=latest");
        Assert.That(pull.Status, Is.EqualTo(500), pull.Text);
        Assert.That(pull.Message, Is.Not.Empty);
    }

    [TestCase("127.0.0.2:1/x", "Get \"http://127.0.0.2:1/v2/\": dial tcp 127.0.0.2:1: connect: connection refused", 500)]
    [TestCase("10.1.2.3:5000/x", "manifest for 10.1.2.3:5000/x:latest not found: manifest unknown: manifest unknown", 404)]
    public async Task Only_addresses_of_this_host_are_asked(string reference, string message, int status)
    {
        await using var site = await ApiSite.Start();
        var pull = await site.Api.Post($"/images/create?fromImage={reference}&tag=latest");
        Assert.That((pull.Status, pull.Message), Is.EqualTo((status, message)));
    }

    private void Offer(string name, string tag, byte[] layer, string config)
    {
        var plain = layer is [0x1f, 0x8b, ..] ? Decompress(layer) : layer;
        var configuration = Encoding.UTF8.GetBytes($$"""{"architecture":"amd64","os":"linux","created":"2026-01-01T00:00:00Z","config":{{config}},"rootfs":{"type":"layers","diff_ids":["{{Digest(plain)}}"]} }""");
        var manifest = $$"""{"schemaVersion":2,"mediaType":"{{Manifest}}","config":{"size":{{configuration.Length}},"digest":"{{Digest(configuration)}}"},"layers":[{"size":{{layer.Length}},"digest":"{{Digest(layer)}}"}]}""";
        registry.Add($"/v2/{name}/manifests/{tag}", Manifest, Encoding.UTF8.GetBytes(manifest));
        foreach (var blob in new[] { layer, configuration })
            registry.Add($"/v2/{name}/blobs/{Digest(blob)}", "application/octet-stream", blob);
    }

    private static byte[] Layer(string file, string text)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "bin/cat") { LinkName = "busybox", ModificationTime = DateTimeOffset.UnixEpoch });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ModificationTime = DateTimeOffset.UnixEpoch });
        }

        return archive.ToArray();
    }

    private static byte[] Compress(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Decompress(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
