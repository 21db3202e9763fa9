using System.Formats.Tar;
using Conformance.Harness.Fidelity;

namespace Conformance.RealDaemon.Tests;

/// <summary>The fake daemon answers as the real one: the same requests, the same statuses, the same words, the same members.</summary>
[TestFixture]
public class SameAnswersTests
{
    [Test]
    public async Task Containers_from_create_to_prune()
    {
        await using var site = await DifferentialSite.Start();
        await site.Compare(
            // Not to be started: a daemon inside of a sandbox may not give what it may note down.
            Post("/containers/create?name=same-raw", """{"Image":"box","HostConfig":{"Privileged":true,"CapAdd":["NET_ADMIN"]}}"""),
            Get("/containers/same-raw/json?size=1"),
            Post("/containers/create?name=same-up", """
                {"Image":"box","Cmd":["sleep","1000"],"Domainname":"d","HostConfig":{"NetworkMode":"none","Dns":[],"pidslimit":5,"Bogus":1,"Binds":["/usr:/m:ro"]}}
                """),
            Get("/containers/same-up/json"),
            Post("/containers/same-up/start"),
            Post("/containers/same-up/start"),
            Get("/containers/same-up/json"),
            Get("/containers/json?filters=" + Uri.EscapeDataString("""{"name":["same-up"]}""")),
            Post("/containers/same-up/update", """{"RestartPolicy":{"Name":"always"}}"""),
            Post("/containers/same-up/update", """{"RestartPolicy":{"Name":"bogus"}}"""),
            Post("/containers/same-up/update", """{"PidsLimit":10}"""),
            Post("/containers/same-up/rename?name=same-up"),
            Post("/containers/same-up/rename?name=same-other"),
            Post("/containers/same-other/pause"),
            Post("/containers/same-other/pause"),
            Post("/containers/same-other/unpause"),
            Post("/containers/same-other/unpause"),
            Post("/containers/same-other/kill?signal=BOGUS"),
            Post("/containers/same-other/stop?t=0"),
            Post("/containers/same-other/stop?t=0"),
            Post("/containers/same-other/wait"),
            Get("/containers/same-other/json"),
            Post("/containers/create?name=same-rm", """{"Image":"box","Labels":{"same":"rm"},"HostConfig":{"AutoRemove":true}}"""),
            Post("/containers/same-rm/update", """{"RestartPolicy":{"Name":"always"}}"""),
            Prune("containers", """{"label":["same=rm"]}"""),
            Prune("containers", """{"label":["same=rm"]}"""),
            Prune("containers", """{"x":["y"]}"""),
            Prune("containers", """{"until":["zz"]}"""));
        await site.Both(Delete("/containers/same-raw"), Delete("/containers/same-other?force=1"));
        site.AssertSame();
    }

    [Test]
    public async Task Networks_and_who_is_in_them()
    {
        await using var site = await DifferentialSite.Start();
        await site.Compare(
            Post("/networks/create", """{"Name":"same-net","CheckDuplicate":true,"Labels":{"a":"b"},"Options":{"o":"p"}}"""),
            Post("/networks/create", """{"Name":"same-net","CheckDuplicate":true}"""),
            Post("/networks/create", """{"Name":"same-two","IPAM":{"Config":[{"Subnet":"10.231.0.0/24"}]}}"""),
            Post("/networks/create", """{"Name":"same-x","IPAM":{"Config":[{"Subnet":"10.231.0.0/16"}]}}"""),
            Post("/networks/create", """{"Name":"same-x","IPAM":{"Config":[{"Subnet":"bad"}]}}"""),
            Post("/networks/create", """{"Name":"same-x","Driver":"nope"}"""),
            Post("/networks/create", """{"Name":"host"}"""),
            Post("/networks/create", """{"Name":" "}"""),
            Post("/networks/create", """{"Name":"same-x","Scope":"swarm"}"""),
            Post("/containers/create?name=same-in", """
                {"Image":"box","Cmd":["sleep","1000"],"ExposedPorts":{"80/tcp":{}},"HostConfig":{"NetworkMode":"same-net"},"NetworkingConfig":{"EndpointsConfig":{"same-net":{"Aliases":["x"]}}}}
                """),
            Post("/containers/same-in/start"),
            Get("/containers/same-in/json"),
            Get("/networks/same-net"),
            Post("/networks/same-two/connect", """{"Container":"same-in","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.231.0.7"}}}"""),
            Post("/networks/same-two/connect", """{"Container":"same-in"}"""),
            Post("/networks/none/connect", """{"Container":"same-in"}"""),
            Post("/networks/host/connect", """{"Container":"same-in"}"""),
            Get("/networks/same-two"),
            Delete("/networks/same-two"),
            Post("/networks/same-two/disconnect", """{"Container":"same-in"}"""),
            Post("/networks/same-two/disconnect", """{"Container":"same-in"}"""),
            Delete("/networks/same-two"),
            Post("/containers/same-in/stop?t=0"),
            Get("/containers/same-in/json"),
            Delete("/networks/same-net"),
            Post("/containers/same-in/start"),
            Get("/networks/same-net"),
            Delete("/networks/host"),
            Get("/networks?filters=" + Uri.EscapeDataString("""{"type":["zz"]}""")));
        await site.Both(Delete("/containers/same-in?force=1"));
        site.AssertSame();
    }

    [Test]
    public async Task Volumes_and_who_has_them()
    {
        await using var site = await DifferentialSite.Start();
        await site.Compare(
            Post("/volumes/create", """{"Name":"same-vol","Labels":{"same":"vol"}}"""),
            Post("/volumes/create", """{"Name":"same-vol"}"""),
            Post("/volumes/create", """{"Name":"q!"}"""),
            Post("/volumes/create", """{"Name":"v"}"""),
            Post("/volumes/create", """{"Name":"same-x","DriverOpts":{"x":"y"}}"""),
            Get("/volumes/same-vol"),
            Get("/volumes/same-none"),
            Post("/containers/create?name=same-user", """{"Image":"box","Cmd":["true"],"HostConfig":{"NetworkMode":"none","Binds":["same-vol:/v"]}}"""),
            Get("/containers/same-user/json"),
            Delete("/volumes/same-vol?force=1"),
            Prune("volumes", """{"label":["same=vol"]}"""),
            Prune("volumes", """{"x":["y"]}"""),
            Delete("/containers/same-user?v=1"),
            Prune("volumes", """{"label":["same=vol"]}"""),
            Delete("/volumes/same-vol"),
            Delete("/volumes/same-vol?force=1"));
        site.AssertSame();
    }

    [Test]
    public async Task Images_from_import_to_prune()
    {
        await using var site = await DifferentialSite.Start();
        var archive = Archive();
        await site.Compare(
            new ApiCall("POST", "/images/create?fromSrc=-&repo=same&tag=1&message=words&changes=" + Uri.EscapeDataString("CMD [\"true\"]") + "&changes=EXPOSE+80&changes=LABEL+same%3Dimage") { Archive = archive },
            Get("/images/same:1/json"),
            Get("/images/same:1/history"),
            Get("/images/json?filters=" + Uri.EscapeDataString("""{"label":["same=image"]}""")),
            Post("/images/same:1/tag?repo=same&tag=2"),
            Post("/images/same:1/tag?repo=SAME"),
            Post("/images/same:1/tag?repo=same@sha256:" + new string('a', 64)),
            Post("/containers/create?name=same-image", """{"Image":"same:1"}"""),
            Get("/containers/same-image/json"),
            Delete("/images/same:2"),
            Delete("/images/same:1"),
            Delete("/containers/same-image"),
            Delete("/images/same:1"),
            Get("/images/same:1/json"),
            new ApiCall("POST", "/images/create?fromSrc=-&repo=same&changes=RUN+x") { Archive = archive },
            new ApiCall("POST", "/images/load") { Archive = archive },
            Get("/images/get?names=same-none"),
            Get("/images/same-none/history"),
            Get("/images/json?filters=" + Uri.EscapeDataString("""{"dangling":["x"]}""")),
            Post("/images/box/push"),
            new ApiCall("POST", "/images/same-none/push?tag=x") { Header = "X-Registry-Auth: e30=" });
        site.AssertSame();
    }

    [Test]
    public async Task Errors_of_the_protocol_and_of_what_is_not_there()
    {
        await using var site = await DifferentialSite.Start();
        await site.Compare([.. new[]
        {
            "/_ping", "/v1.24/_ping", "/v1.23/containers/same-none/json", "/v1.11/_ping", "/v1.42/_ping", "/nonsense", "/v1.41//info", "/v1.41/info/", "/containers//json",
            "/swarm", "/swarm/unlockkey", "/nodes", "/nodes/x", "/services", "/tasks", "/secrets", "/configs", "/plugins", "/plugins/x/json", "/networks/same-none",
        }.Select(Get)]);
        await site.Compare(Post("/swarm/leave"), Post("/networks/same-none/connect", """{"Container":"same-none"}"""), Post("/networks/same-none/connect", "{}"));
        site.AssertSame();
    }

    private static ApiCall Get(string path) => new("GET", path);

    private static ApiCall Post(string path, string? body = null) => new("POST", path, body);

    private static ApiCall Delete(string path) => new("DELETE", path);

    private static ApiCall Prune(string what, string filters) => Post($"/{what}/prune?filters={Uri.EscapeDataString(filters)}");

    private static byte[] Archive()
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "hello") { DataStream = new MemoryStream("hello"u8.ToArray()), ModificationTime = DateTimeOffset.UnixEpoch });
        return archive.ToArray();
    }
}
