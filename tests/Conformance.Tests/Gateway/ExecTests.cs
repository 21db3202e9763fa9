using System.Text.Json;

namespace Conformance.Tests.Gateway;

/// <summary>Exec at a served fake daemon, byte by byte.</summary>
[TestFixture]
public class ExecTests
{
    private const string Headers = "Api-Version: 1.41\r\nDocker-Experimental: false\r\nOstype: linux\r\nServer: Docker/20.10.24 (linux)\r\n\r\n";

    private const string Upgraded =
        "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n" + Headers;

    private const string Listened = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n" + Headers;

    [Test]
    public async Task A_command_runs_beside_the_containers_own_and_its_code_is_told([Values] bool asksForUpgrade)
    {
        await using var site = await Running();
        var id = await Create(site, "\"Env\":[\"A=1\"],\"WorkingDir\":\"/tmp\",", "echo $A $PWD; echo err >&2; exit 5");
        Assert.That(await Start(site, id, asksForUpgrade), Is.EqualTo(
            (asksForUpgrade ? Upgraded : Listened) + RawConversation.Frame(1, "1 /tmp\n") + RawConversation.Frame(2, "err\n")));
        var inspected = JsonDocument.Parse((await site.Call("GET", $"/exec/{id}/json")).Body).RootElement;
        Assert.That((inspected.GetProperty("Running").GetBoolean(), inspected.GetProperty("ExitCode").GetInt32()), Is.EqualTo((false, 5)));
    }

    [Test]
    public async Task A_clients_input_reaches_the_command_and_its_end_too()
    {
        await using var site = await Running();
        var id = await Create(site, "\"AttachStdin\":true,", "cat; echo done");
        await using var started = await RawConversation.Open(site.Address);
        await started.Request("POST", $"/exec/{id}/start", "{}", "Connection: Upgrade", "Upgrade: tcp");
        await started.ReadUntil("\r\n\r\n");
        await started.Send("typed\n");
        started.HalfClose();
        Assert.That(await started.ReadToEnd(), Is.EqualTo(Upgraded + RawConversation.Frame(1, "typed\n") + RawConversation.Frame(1, "done\n")));
    }

    [Test]
    public async Task A_terminal_has_one_raw_stream()
    {
        await using var site = await Running();
        var id = await Create(site, "\"Tty\":true,", "echo out; echo err >&2; echo $TERM");
        Assert.That(await Start(site, id, body: "{\"Tty\":true}"), Is.EqualTo(Upgraded + "out\r\nerr\r\nxterm\r\n"));
    }

    [Test]
    public async Task A_user_is_who_it_was_asked_to_be()
    {
        await using var site = await Running();
        var id = await Create(site, "\"User\":\"nobody\",", "id -u; whoami");
        Assert.That(await Start(site, id), Does.EndWith(RawConversation.Frame(1, "65534\n") + RawConversation.Frame(1, "nobody\n")));
    }

    [TestCase("\"Cmd\":[\"nosuch\"]", "exec: \"nosuch\": executable file not found in $PATH")]
    [TestCase("\"Cmd\":[\"/etc\"]", "exec: \"/etc\": permission denied")]
    [TestCase("\"Cmd\":[\"id\"],\"WorkingDir\":\"/nope\"", "chdir to cwd (\"/nope\") set in config.json failed: no such file or directory")]
    public async Task What_cannot_be_run_is_told_in_the_stream_with_the_code_126(string body, string reason)
    {
        await using var site = await Running();
        var id = RawConversation.IdOf((await site.Call("POST", "/containers/web/exec", $$"""{"AttachStdout":true,{{body}}}""")).Body);
        Assert.That(await Start(site, id), Does.EndWith($"OCI runtime exec failed: exec failed: unable to start container process: {reason}: unknown\r\n"));
        Assert.That((await site.Call("GET", $"/exec/{id}/json")).Body, Does.Contain("\"ExitCode\":126"));
    }

    [Test]
    public async Task A_command_runs_once()
    {
        await using var site = await Running();
        var id = await Create(site, "", "sleep 100000");
        Assert.That(await site.Call("POST", $"/exec/{id}/start", "{\"Detach\":true}"), Is.EqualTo((200, "")));
        Assert.That((await site.Call("POST", $"/exec/{id}/start", "{\"Detach\":true}")), Is.EqualTo(
            (409, $"{{\"message\":\"Error: Exec command {id} is already running\"}}\n")));
        Assert.That((await site.Call("GET", "/containers/web/json")).Body, Does.Contain($"\"ExecIDs\":[\"{id}\"]"));
        await site.Call("POST", "/containers/web/kill");
        Assert.That((await site.Call("GET", $"/exec/{id}/json")).Body, Does.Contain("\"Running\":false,\"ExitCode\":137"), "it dies with its container");
    }

    [Test]
    public async Task A_container_that_is_paused_or_ended_runs_no_command()
    {
        await using var site = await Running();
        var prepared = await Create(site, "", "true");
        await site.Call("POST", "/containers/web/pause");
        Assert.That((await site.Call("POST", "/containers/web/exec", "{\"Cmd\":[\"true\"]}")).Body, Does.Contain("Container web is paused, unpause the container before exec"));
        await site.Call("POST", "/containers/web/unpause");
        await site.Call("POST", "/containers/web/kill");
        Assert.Multiple(async () =>
        {
            Assert.That((await site.Call("POST", "/containers/web/exec", "{\"Cmd\":[\"true\"]}")).Status, Is.EqualTo(409));
            Assert.That(await site.Call("POST", $"/exec/{prepared}/start", "{}"), Is.EqualTo((404, $"{{\"message\":\"No such exec instance: {prepared}\"}}\n")));
        });
    }

    private static async Task<ServedSite> Running()
    {
        var site = await ServedSite.Start();
        await site.Call("POST", "/containers/create?name=web", """{"Image":"busybox","Cmd":["sleep","1000000"]}""");
        await site.Call("POST", "/containers/web/start");
        return site;
    }

    private static async Task<string> Create(ServedSite site, string settings, string script) => RawConversation.IdOf((await site.Call(
        "POST", "/containers/web/exec", $$"""{"AttachStdout":true,"AttachStderr":true,{{settings}}"Cmd":["sh","-c","{{script}}"]}""")).Body);

    private static async Task<string> Start(ServedSite site, string id, bool asksForUpgrade = true, string body = "{}")
    {
        await using var started = await RawConversation.Open(site.Address);
        await started.Request("POST", $"/exec/{id}/start", body, asksForUpgrade ? ["Connection: Upgrade", "Upgrade: tcp"] : []);
        return await started.ReadToEnd();
    }
}
