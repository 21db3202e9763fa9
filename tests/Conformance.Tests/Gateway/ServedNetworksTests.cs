using System.Text.Json.Nodes;
using Conformance.Docker;

namespace Conformance.Tests.Gateway;

/// <summary>Networks and volumes of the fake daemon.</summary>
[TestFixture]
public class ServedNetworksTests
{
    [Test]
    public async Task A_container_gets_an_address_in_its_network_and_gives_it_back()
    {
        await using var site = await ApiSite.Start();
        await site.Api.Post("/networks/create", """{"Name":"net"}""");
        await site.Sleeper("one", """{"NetworkMode":"net"}""");
        await site.Sleeper("two", """{"NetworkMode":"net"}""");
        Assert.That((await Place(site, "one"), await Place(site, "two")), Is.EqualTo(("172.18.0.2", "172.18.0.3")));
        await site.Api.Post("/containers/one/kill");
        Assert.That(await Place(site, "one"), Is.Empty);
        await site.Sleeper("three", """{"NetworkMode":"net"}""");
        Assert.That(await Place(site, "three"), Is.EqualTo("172.18.0.2"));
        var members = (await site.Api.Get("/networks/net")).Json["Containers"]!.AsObject();
        Assert.That(members.Select(member => member.Value!["Name"]!.GetValue<string>()), Is.EquivalentTo(new[] { "two", "three" }));
    }

    [Test]
    public async Task A_network_in_use_stays_and_its_removal_is_remembered_by_who_was_there()
    {
        await using var site = await ApiSite.Start();
        var id = (await site.Api.Post("/networks/create", """{"Name":"net"}""")).Json["Id"]!.GetValue<string>();
        await site.Sleeper("web", """{"NetworkMode":"net"}""");
        Assert.That((await site.Api.Delete("/networks/net")).Message, Is.EqualTo($"error while removing network: network net id {id} has active endpoints"));
        await site.Api.Post("/containers/web/kill");
        Assert.That((await site.Api.Delete("/networks/net")).Status, Is.EqualTo(204));
        await site.Api.Post("/networks/create", """{"Name":"net"}""");
        var start = await site.Api.Post("/containers/web/start");
        Assert.That((start.Status, start.Message), Is.EqualTo((404, $"network {id} not found")));
    }

    [Test]
    public async Task A_running_container_joins_and_leaves_with_events()
    {
        await using var site = await ApiSite.Start();
        await site.Api.Post("/networks/create", """{"Name":"net"}""");
        await site.Sleeper("web");
        Assert.That((await site.Api.Post("/networks/net/connect", """{"Container":"web","EndpointConfig":{"Aliases":["a"]}}""")).Status, Is.EqualTo(200));
        Assert.That((await site.Api.Post("/networks/net/connect", """{"Container":"web"}""")).Message, Is.EqualTo("endpoint with name web already exists in network net"));
        var aliases = (await site.Api.Get("/containers/web/json")).Json["NetworkSettings"]!["Networks"]!["net"]!["Aliases"]!.AsArray();
        Assert.That(aliases[0]!.GetValue<string>(), Is.EqualTo("a"));
        await site.Api.Post("/networks/net/disconnect", """{"Container":"web"}""");
        var filters = Uri.EscapeDataString("""{"type":["network"],"event":["create","connect","disconnect"]}""");
        var events = await site.Api.Get("/events?since=1&until=" + EngineTime.Seconds(site.Daemon.History.Events[^1].Time) + "&filters=" + filters);
        Assert.That(
            events.Lines.Select(line => $"{line!["Action"]} {line["Actor"]!["Attributes"]!["name"]} {line["Actor"]!["Attributes"]!["type"]}"),
            Is.EqualTo(new[] { "create net bridge", "connect bridge bridge", "connect net bridge", "disconnect net bridge", "disconnect net bridge" }), "of one that runs it is told twice");
    }

    [TestCase("""{"Name":"host"}""", 403, "operation is not permitted on predefined host network ")]
    [TestCase("""{}""", 500, "invalid name: ")]
    [TestCase("""{"Name":"net","CheckDuplicate":true}""", 409, "network with name net already exists")]
    [TestCase("""{"Name":"x","Driver":"null"}""", 403, "only one instance of \"null\" network is allowed")]
    [TestCase("""{"Name":"x","Driver":"nope"}""", 404, "plugin \"nope\" not found")]
    [TestCase("""{"Name":"x","IPAM":{"Config":[{"Subnet":"172.18.7.0/24"}]}}""", 403, "Pool overlaps with other one on this address space")]
    [TestCase("""{"Name":"x","IPAM":{"Config":[{"Subnet":"bad"}]}}""", 500, "Invalid subnet bad : invalid CIDR address: bad")]
    [TestCase("""{"Name":"x","Scope":"swarm"}""", 403, "cannot create a swarm scoped network when swarm is not active")]
    public async Task A_network_that_cannot_be_is_refused(string body, int status, string message)
    {
        await using var site = await ApiSite.Start();
        await site.Api.Post("/networks/create", """{"Name":"net"}""");
        var answer = await site.Api.Post("/networks/create", body);
        Assert.That((answer.Status, answer.Message), Is.EqualTo((status, message)));
    }

    [Test]
    public async Task Two_networks_of_one_name_are_told_apart_by_their_ids_only()
    {
        await using var site = await ApiSite.Start();
        var first = (await site.Api.Post("/networks/create", """{"Name":"net"}""")).Json["Id"]!.GetValue<string>();
        Assert.That((await site.Api.Post("/networks/create", """{"Name":"net"}""")).Json["Warning"]!.GetValue<string>(), Is.EqualTo($"Network with name net (id : {first}) already exists"));
        Assert.That((await site.Api.Get("/networks/net")).Message, Is.EqualTo("2 matches found based on name: network net is ambiguous"));
        Assert.That((await site.Api.Get("/networks/" + first[..12])).Json["Id"]!.GetValue<string>(), Is.EqualTo(first));
        Assert.That((await site.Api.Post("/networks/prune")).Text, Is.EqualTo("{\"NetworksDeleted\":[\"net\",\"net\"]}\n"));
    }

    [Test]
    public async Task A_volume_is_kept_as_long_as_a_container_has_it()
    {
        await using var site = await ApiSite.Start();
        await site.Api.Post("/volumes/create", """{"Name":"data","Labels":{"a":"b"}}""");
        var made = await site.Api.Post("/containers/create?name=web", """{"Image":"busybox","HostConfig":{"Binds":["data:/d"]}}""");
        var id = made.Json["Id"]!.GetValue<string>();
        Assert.That((await site.Api.Delete("/volumes/data?force=1")).Message, Is.EqualTo($"remove data: volume is in use - [{id}]"));
        Assert.That((await site.Api.Post("/volumes/prune")).Json["VolumesDeleted"]!.AsArray(), Is.Empty);
        await site.Api.Delete("/containers/web?v=1");
        Assert.That((await site.Api.Get("/volumes/data")).Json["Labels"]!["a"]!.GetValue<string>(), Is.EqualTo("b"), "a named one is not the container's");
        Assert.That((await site.Api.Delete("/volumes/data")).Status, Is.EqualTo(204));
        Assert.That((await site.Api.Delete("/volumes/data")).Message, Is.EqualTo("get data: no such volume"));
    }

    [TestCase("""{"Name":"q!"}""", 400, "create q!: \"q!\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path")]
    [TestCase("""{"Name":"v"}""", 400, "create v: volume name is too short, names should be at least two alphanumeric characters")]
    [TestCase("""{"Name":"v2","Driver":"nope"}""", 404, "create v2: error looking up volume plugin nope: plugin \"nope\" not found")]
    [TestCase("""{"Name":"v3","DriverOpts":{"x":"y"}}""", 400, "create v3: invalid option: \"x\"")]
    public async Task A_volume_that_cannot_be_is_refused(string body, int status, string message)
    {
        await using var site = await ApiSite.Start();
        var answer = await site.Api.Post("/volumes/create", body);
        Assert.That((answer.Status, answer.Message), Is.EqualTo((status, message)));
    }

    [Test]
    public async Task What_is_written_to_a_volume_is_there_for_the_next_container_and_gone_with_the_volume()
    {
        await using var site = await ApiSite.Start();
        Assert.That(await Output(site, "echo kept > /d/file"), Is.Empty);
        Assert.That(await Output(site, "cat /d/file"), Does.Contain("kept"));
        await site.Api.Delete("/volumes/data");
        Assert.That(await Output(site, "ls /d"), Does.Not.Contain("file"));
    }

    /// <summary>Runs a line of shell with the volume <c>data</c> at <c>/d</c> and removes the container.</summary>
    private static async Task<string> Output(ApiSite site, string line)
    {
        await site.Api.Post("/containers/create?name=run", $$$"""{"Image":"busybox","Cmd":["sh","-c",{{{JsonValue.Create(line).ToJsonString()}}}],"HostConfig":{"Binds":["data:/d"]}}""");
        await site.Api.Post("/containers/run/start");
        await site.Api.Post("/containers/run/wait");
        var logs = (await site.Api.Get("/containers/run/logs?stdout=1")).Text;
        await site.Api.Delete("/containers/run?force=1");
        return logs;
    }

    private static async Task<string> Place(ApiSite site, string container) =>
        (await site.Api.Get($"/containers/{container}/json")).Json["NetworkSettings"]!["Networks"]!["net"]!["IPAddress"]!.GetValue<string>();
}
