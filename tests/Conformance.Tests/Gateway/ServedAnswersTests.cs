using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Gateway;

/// <summary>What the fake daemon says of itself and of containers, byte by byte as clients ask.</summary>
[TestFixture]
public class ServedAnswersTests
{
    [Test]
    public async Task An_inspected_container_has_every_member_that_a_real_daemon_gives()
    {
        var real = JsonNode.Parse(await File.ReadAllTextAsync(Repository.At("tests/Conformance.Tests/Docker/Captured/container-inspect.json")))![0]!;
        await using var site = await ApiSite.Start();
        await site.Sleeper("web", """{"Binds":["/tmp:/m"],"NetworkMode":"host","RestartPolicy":{"Name":"no"}}""");
        var ours = (await site.Api.Get("/containers/web/json")).Json;
        Assert.That(MembersOf(ours), Is.EquivalentTo(MembersOf(real)));
    }

    [Test]
    public async Task An_inspected_image_has_every_member_that_a_real_daemon_gives()
    {
        var real = JsonNode.Parse(await File.ReadAllTextAsync(Repository.At("tests/Conformance.Tests/Docker/Captured/image-inspect.json")))![0]!;
        await using var site = await ApiSite.Start();
        Assert.That(MembersOf((await site.Api.Get("/images/busybox/json")).Json), Is.EquivalentTo(MembersOf(real)));
    }

    [Test]
    public async Task What_a_client_wrote_comes_back_and_what_no_daemon_knows_does_not()
    {
        await using var site = await ApiSite.Start();
        await site.Api.Post("/containers/create?name=web", """
            {"Image":"busybox","Domainname":"d","HostConfig":{"capadd":["NET_ADMIN"],"ShmSize":0,"PidsLimit":0,"MemorySwappiness":-1,"Bogus":3,"Sysctls":{"a.b":"1"}}}
            """);
        var container = (await site.Api.Get("/containers/web/json")).Json;
        var host = container["HostConfig"]!;
        Assert.Multiple(() =>
        {
            Assert.That(container["Config"]!["Domainname"]!.GetValue<string>(), Is.EqualTo("d"));
            Assert.That(host["CapAdd"]!.ToJsonString(), Is.EqualTo("""["NET_ADMIN"]"""));
            Assert.That(host["Sysctls"]!.ToJsonString(), Is.EqualTo("""{"a.b":"1"}"""));
            Assert.That(host["ShmSize"]!.GetValue<long>(), Is.EqualTo(64 << 20));
            Assert.That((host["PidsLimit"], host["MemorySwappiness"], host["Bogus"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null, (JsonNode?)null)));
        });
    }

    [Test]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        await using var site = await ApiSite.Start();
        await site.Sleeper("web");
        Assert.That((await site.Api.Post("/containers/web/update", """{"CpusetCpus":"0","PidsLimit":10,"Memory":0,"RestartPolicy":{"Name":"always"}}""")).Text, Is.EqualTo("{\"Warnings\":null}\n"));
        await site.Api.Post("/containers/web/update", """{"CpuShares":200,"RestartPolicy":{"Name":""}}""");
        var host = (await site.Api.Get("/containers/web/json")).Json["HostConfig"]!;
        Assert.That(
            (host["CpusetCpus"]!.GetValue<string>(), host["PidsLimit"]!.GetValue<int>(), host["CpuShares"]!.GetValue<int>(), host["RestartPolicy"]!["Name"]!.GetValue<string>()),
            Is.EqualTo(("0", 10, 200, "always")));
        Assert.That((await site.Api.Post("/containers/web/update", """{"RestartPolicy":{"Name":"bogus"}}""")).Message, Is.EqualTo("invalid restart policy 'bogus'"));
    }

    [Test]
    public async Task What_was_told_before_is_told_again_until_something_changes()
    {
        await using var site = await ApiSite.Start();
        await site.Api.Post("/networks/create", """{"Name":"net"}""");
        await site.Sleeper("web");
        var id = (await site.Api.Get("/containers/web/json")).Json["Id"]!.GetValue<string>();
        foreach (var (change, body) in new (string, string?)[]
        {
            ("rename?name=new", null), ("update", """{"CpuShares":7}"""), ("pause", null), ("unpause", null), ("kill", null), ("start", null),
        })
        {
            var before = (await site.Api.Get($"/containers/{id}/json")).Text;
            Assert.That((await site.Api.Get($"/containers/{id}/json")).Text, Is.EqualTo(before));
            await site.Api.Post($"/containers/{id}/{change}", body);
            Assert.That((await site.Api.Get($"/containers/{id}/json")).Text, Is.Not.EqualTo(before), change);
        }

        await site.Api.Get("/containers/json");
        await site.Api.Post("/networks/net/connect", """{"Container":"new"}""");
        await site.Api.Post("/containers/new/pause");
        var listed = (await site.Api.Get("/containers/json")).Json[0]!;
        Assert.That(
            (listed["Names"]![0]!.GetValue<string>(), listed["State"]!.GetValue<string>(), listed["NetworkSettings"]!["Networks"]!.AsObject().Count),
            Is.EqualTo(("/new", "paused", 2)));
    }

    [Test]
    public async Task Prune_removes_what_does_not_run_and_heeds_its_filters()
    {
        await using var site = await ApiSite.Start();
        await site.Sleeper("runs");
        foreach (var (name, labels) in new[] { ("one", "{}"), ("two", """{"keep":"1"}""") })
            await site.Api.Post("/containers/create?name=" + name, $$"""{"Image":"busybox","Labels":{{labels}}}""");
        var one = (await site.Api.Get("/containers/one/json")).Json["Id"]!.GetValue<string>();
        var pruned = await site.Api.Post("/containers/prune?filters=" + Uri.EscapeDataString("""{"label!":["keep"]}"""));
        Assert.That(pruned.Text, Is.EqualTo($$"""{"ContainersDeleted":["{{one}}"],"SpaceReclaimed":0}""" + "\n"));
        Assert.That((await site.Api.Post("/containers/prune?filters=" + Uri.EscapeDataString("""{"until":["1h"]}"""))).Json["ContainersDeleted"], Is.Null);
        Assert.That((await site.Api.Post("/containers/prune")).Json["ContainersDeleted"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await site.Api.Get("/containers/json?all=1")).Json.AsArray(), Has.Count.EqualTo(1));
    }

    [TestCase("label=x", 400, "Invalid filter 'x'", """{"x":["y"]}""")]
    [TestCase("until=zz", 500, "failed to parse value as time or duration: \"zz\"", """{"until":["zz"]}""")]
    public async Task A_bad_filter_of_a_prune_is_refused(string what, int status, string message, string filters)
    {
        await using var site = await ApiSite.Start();
        var answer = await site.Api.Post("/containers/prune?filters=" + Uri.EscapeDataString(filters));
        Assert.That((answer.Status, answer.Message), Is.EqualTo((status, message)), what);
    }

    [Test]
    public async Task Info_counts_containers_by_their_states()
    {
        await using var site = await ApiSite.Start();
        await site.Sleeper("runs");
        await site.Sleeper("frozen");
        await site.Api.Post("/containers/frozen/pause");
        await site.Api.Post("/containers/create?name=made", """{"Image":"busybox"}""");
        var info = (await site.Api.Get("/info")).Json;
        Assert.That(
            (info["Containers"]!.GetValue<int>(), info["ContainersRunning"]!.GetValue<int>(), info["ContainersPaused"]!.GetValue<int>(), info["ContainersStopped"]!.GetValue<int>()),
            Is.EqualTo((3, 1, 1, 1)));
    }

    [TestCase("GET", "/swarm", 503, "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.")]
    [TestCase("POST", "/swarm/leave", 503, "This node is not part of a swarm")]
    [TestCase("GET", "/plugins/x/json", 404, "plugin \"x\" not found")]
    [TestCase("POST", "/session", 501, "the fake daemon does not do Session (POST /session)")]
    [TestCase("GET", "/images/search?term=a%20b", 500, "Get \"https://index.docker.io/v1/search?q=a%20b&n=25\": dial tcp: lookup index.docker.io: no such host")]
    [TestCase("GET", "/build", 404, "page not found")]
    [TestCase("GET", "/v1.41/info/", 404, "page not found")]
    public async Task What_is_not_done_is_refused_in_words(string method, string path, int status, string message)
    {
        await using var site = await ApiSite.Start();
        var answer = await site.Api.Ask(new ApiRequest(method, path));
        Assert.That((answer.Status, answer.Message), Is.EqualTo((status, message)));
    }

    [Test]
    public async Task A_doubled_slash_leads_to_the_path_without()
    {
        await using var site = await ApiSite.Start();
        var answer = await site.Api.Get("/v1.41//containers//json?all=1");
        Assert.That((answer.Status, answer.Headers.Location?.OriginalString), Is.EqualTo((301, "/v1.41/containers/json?all=1")));
    }

    [Test]
    public async Task An_older_daemon_takes_no_newer_client()
    {
        await using var site = await ApiSite.Start(new FakeDaemonOptions { NewestApi = new ApiVersion(1, 30) });
        Assert.That((await site.Api.Get("/v1.41/info")).Message, Is.EqualTo("client version 1.41 is too new. Maximum supported API version is 1.30"));
        Assert.That((await site.Api.Get("/_ping")).Headers.GetValues("Api-Version"), Is.EqualTo(new[] { "1.30" }));
        Assert.That((await site.Api.Get("/v1.30/version")).Json["ApiVersion"]!.GetValue<string>(), Is.EqualTo("1.30"));
    }

    [Test]
    public async Task Each_call_is_told_once_with_its_status()
    {
        var calls = new ConcurrentQueue<FaceCallLine>();
        await using var site = await ApiSite.Start(new FakeDaemonOptions { OnCall = calls.Enqueue });
        await site.Api.Get("/v1.41/containers/json?all=1");
        await site.Api.Delete("/containers/none");
        Assert.That(calls, Is.EqualTo(new[] { new FaceCallLine("GET", "/v1.41/containers/json?all=1", 200), new FaceCallLine("DELETE", "/containers/none", 404) }));
    }

    [TestCase("bob", "secret", 200)]
    [TestCase("bob", "wrong", 500)]
    public async Task A_login_is_what_the_registry_of_the_scenario_wants(string user, string password, int status)
    {
        await using var site = await ApiSite.Start(scenario: new Scenario
        {
            Title = "a guarded registry",
            File = "",
            Requirements = [],
            Steps = [],
            Images = [new ImageSettings { Name = "app", Pull = TimeSpan.FromSeconds(1), Login = "bob:secret" }],
        });
        var answer = await site.Api.Post("/auth", $$"""{"username":"{{user}}","password":"{{password}}","serveraddress":"guarded.test"}""");
        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
        Assert.That((await site.Api.Post("/auth", """{"serveraddress":"nowhere.test"}""")).Message, Is.EqualTo("Get \"https://nowhere.test/v2/\": dial tcp: lookup nowhere.test: no such host"));
    }

    /// <summary>Paths of all members, those of maps of the client's own left out.</summary>
    private static SortedSet<string> MembersOf(JsonNode node)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Walk(node, "");
        return found;

        void Walk(JsonNode? part, string path)
        {
            if (part is JsonArray { Count: > 0 } list && list[0] is JsonObject)
                Walk(list[0], path + "[]");
            if (part is not JsonObject members || path.EndsWith(".Labels", StringComparison.Ordinal))
                return;
            foreach (var (name, value) in members)
            {
                found.Add($"{path}.{name}");
                Walk(value, $"{path}.{name}");
            }
        }
    }
}
