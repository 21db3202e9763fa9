using System.Text;
using System.Text.Json.Nodes;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Harness.Fidelity;

namespace Conformance.RealDaemon.Tests;

/// <summary>Both daemons pull from the same registry and say the same about it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SamePullsTests : IAsyncDisposable
{
    private static readonly string Lowest = BuiltImage.Build(new ImageRecipe("lowest", new ImageConfig())).Layers[0].Digest["sha256:".Length..][..12];
    private static int salt = Environment.ProcessId << 8;
    private readonly LocalRegistry registry = LocalRegistry.Start();

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    [Test]
    public async Task An_image_and_what_is_known_of_it_afterwards()
    {
        await using var site = await DifferentialSite.Start();
        // Both have the lowest layer, which every image there shares.
        var below = BuiltImage.Build(new ImageRecipe("same-below", new ImageConfig()));
        await site.Both(new ApiCall("POST", "/images/load") { Archive = below.ToArchive("same-below:latest") });
        Offer("same-pull", new ImageConfig { Entrypoint = ["echo", "entry"], Cmd = ["default"], Env = ["A=b c"], Labels = new SortedDictionary<string, string> { ["x"] = "y" } });
        await site.Compare(Pull("same-pull"), Story);
        await site.Compare(Pull("same-pull"), Story);
        await site.Compare(
            new ApiCall("GET", $"/images/{registry.Host}/same-pull/json"),
            new ApiCall("GET", $"/images/{registry.Host}/same-pull/history"),
            new ApiCall("GET", "/images/json?filters=" + Uri.EscapeDataString("{\"reference\":[\"" + registry.Host + "/same-pull\"]}")),
            new ApiCall("POST", "/containers/create?name=same-pull", $$"""{"Image":"{{registry.Host}}/same-pull","HostConfig":{"NetworkMode":"host"} }"""),
            new ApiCall("POST", "/containers/same-pull/start"),
            new ApiCall("POST", "/containers/same-pull/wait"),
            new ApiCall("GET", "/containers/same-pull/logs?stdout=1"),
            new ApiCall("DELETE", "/containers/same-pull"),
            new ApiCall("DELETE", $"/images/{registry.Host}/same-pull"));
        await site.Both(new ApiCall("DELETE", "/images/same-below"));
        site.AssertSame();
    }

    [Test]
    public async Task What_is_not_there_or_not_reached()
    {
        await using var site = await DifferentialSite.Start();
        await site.Compare(
            Pull("same-none"),
            new ApiCall("POST", $"/images/create?fromImage={registry.Host}/same-none&tag=sha256:{new string('a', 64)}"),
            new ApiCall("POST", "/images/create?fromImage=127.0.0.3:1/x&tag=1"));
        site.AssertSame();
    }

    [TestCase(401, "authentication required")]
    [TestCase(403, "requested access to the resource is denied")]
    [TestCase(404, "no such thing")]
    [TestCase(429, "You have reached your pull rate limit")]
    [TestCase(500, "broken")]
    public async Task A_manifest_that_is_refused(int status, string words)
    {
        await using var site = await DifferentialSite.Start();
        Offer("same-refused", new ImageConfig(), new RefusedManifest(status, words));
        await site.Compare(Pull("same-refused"));
        site.AssertSame();
    }

    [Test]
    public async Task A_registry_that_asks_who_it_is()
    {
        await using var site = await DifferentialSite.Start();
        registry.Login = "me:secret";
        Offer("same-login", new ImageConfig());
        foreach (var pull in new[] { Pull("same-login"), Pull("same-login", "me", "wrong"), Pull("same-login", "me", "secret"), Pull("same-login") })
            await site.Compare(pull, Story);
        await site.Compare(Login(registry.Host, "me", "secret"), Login(registry.Host, "me", "wrong"), Login(registry.Host, "", ""), Login("127.0.0.3:1", "me", "secret"));
        await site.Both(new ApiCall("DELETE", $"/images/{registry.Host}/same-login"));
        site.AssertSame();
    }

    /// <summary>
    /// The lines of each layer in their order: those of several come as they come, and how often progress is told is chance. Not of the
    /// lowest, which a daemon may have from the pulls of other tests.
    /// </summary>
    private static JsonNode Story(ApiAnswer answer)
    {
        var story = new JsonObject();
        foreach (var line in answer.Lines.OfType<JsonObject>())
        {
            var lines = (JsonArray)(story[line["id"]?.GetValue<string>() ?? ""] ??= new JsonArray());
            line.Remove("progress");
            line.Remove("progressDetail");
            if (line["status"]?.GetValue<string>() is not ("Downloading" or "Extracting" or "Verifying Checksum"))
                lines.Add(line.DeepClone());
        }

        story.Remove(Lowest);
        return story;
    }

    private ApiCall Pull(string name, string? user = null, string password = "")
    {
        var header = user is null ? null
            : "X-Registry-Auth: " + Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"username":"{{user}}","password":"{{password}}"}"""));
        return new ApiCall("POST", $"/images/create?fromImage={registry.Host}/{name}&tag=latest") { Header = header };
    }

    private static ApiCall Login(string host, string user, string password) =>
        new("POST", "/auth", $$"""{"username":"{{user}}","password":"{{password}}","serveraddress":"{{host}}"}""");

    private void Offer(string name, ImageConfig config, LocalRegistryFault? fault = null) => registry.Add(
        new RegistryEntry(BuiltImage.Build(new ImageRecipe(name, config) { LayerBytes = [200_000, 100_000], Salt = Interlocked.Increment(ref salt) })) { Fault = fault });
}
