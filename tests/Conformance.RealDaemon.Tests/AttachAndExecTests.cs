using System.Text.RegularExpressions;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Tests.Gateway;

namespace Conformance.RealDaemon.Tests;

/// <summary>
/// Attach, exec and archives: the same requests, byte for byte, to a real daemon and to the fake one behind its socket. Ids, the
/// version of the server and how a body is framed may differ, nothing else.
/// </summary>
[TestFixture]
public partial class AttachAndExecTests
{
    private static readonly string[] Upgrade = ["Connection: Upgrade", "Upgrade: tcp"];

    [Test]
    public Task What_cannot_be_attached_to_is_told_in_the_same_words() => Same(async site =>
    {
        await site.Create("sleep 1000");
        await site.Raw("POST", "/containers/nowhere/attach?stream=1", null, Upgrade);
        await site.Raw("POST", "/containers/nowhere/attach?stream=1", null);
        await site.Raw("POST", $"/containers/{site.Name}/attach?detachKeys=zzz", null, Upgrade);
        await site.Raw("POST", $"/containers/{site.Name}/attach", null, Upgrade);
        await site.Call("POST", $"/containers/{site.Name}/resize?h=1&w=2");
        await site.Call("POST", $"/containers/{site.Name}/resize?h=x&w=2");
        await site.Call("POST", $"/containers/{site.Name}/start");
        await site.Call("POST", $"/containers/{site.Name}/resize?h=1&w=2");
        await site.Call("POST", $"/containers/{site.Name}/pause");
        await site.Raw("POST", $"/containers/{site.Name}/attach?stream=1&stdout=1", null, Upgrade);
    });

    [Test]
    public Task An_attached_client_gets_the_same_bytes([Values] bool asksForUpgrade) => Same(async site =>
    {
        // One write, as a real daemon makes one frame of two that come close together.
        await site.Create("cat", "\"OpenStdin\":true,\"StdinOnce\":true,");
        await using var attached = await RawConversation.Open(site.Address);
        await attached.Request("POST", $"/containers/{site.Name}/attach?stream=1&stdin=1&stdout=1", null, asksForUpgrade ? Upgrade : []);
        await attached.ReadUntil("\r\n\r\n");
        await attached.Send("typed\n");
        attached.HalfClose();
        await site.Call("POST", $"/containers/{site.Name}/start");
        site.Note(await attached.ReadToEnd());
        await site.Raw("POST", $"/containers/{site.Name}/attach?logs=1&stdout=1", null, Upgrade);
    });

    [TestCase("\"Cmd\":[\"sh\",\"-c\",\"echo out; exit 3\"]")]
    [TestCase("\"Cmd\":[\"sh\",\"-c\",\"echo out; echo err >&2\"],\"Tty\":true")]
    [TestCase("\"Cmd\":[\"sh\",\"-c\",\"echo $A $PWD\"],\"Env\":[\"A=1\"],\"WorkingDir\":\"/proc\"")]
    [TestCase("\"Cmd\":[\"nosuch\"]")]
    [TestCase("\"Cmd\":[\"/no/such\"]")]
    [TestCase("\"Cmd\":[\"/bin\"]")]
    [TestCase("\"Cmd\":[\"true\"],\"WorkingDir\":\"/nope\"")]
    [TestCase("\"Cmd\":[\"true\"],\"User\":\"nosuch\"")]
    [TestCase("\"Cmd\":[\"true\"],\"User\":\"0\",\"DetachKeys\":\"ctrl-a\"")]
    public Task A_command_in_a_container_is_the_same(string body) => Same(async site =>
    {
        await site.Create("sleep 1000");
        await site.Call("POST", $"/containers/{site.Name}/start");
        var id = await site.Exec(body);
        await site.Call("GET", $"/exec/{id}/json");
        await site.Raw("POST", $"/exec/{id}/start", body.Contains("Tty") ? "{\"Tty\":true}" : "{}", Upgrade);
        await site.Call("GET", $"/exec/{id}/json");
        await site.Raw("POST", $"/exec/{id}/start", "{}");
        await site.Call("POST", $"/exec/{id}/start", "{\"Detach\":true}");
    });

    [Test]
    public Task What_is_no_exec_and_where_none_can_run_is_told_in_the_same_words() => Same(async site =>
    {
        await site.Create("sleep 1000");
        await site.Call("POST", $"/containers/{site.Name}/exec", "{\"Cmd\":[\"true\"]}");
        await site.Call("POST", $"/containers/{site.Name}/start");
        await site.Call("POST", $"/containers/{site.Name}/exec", "{\"Cmd\":[]}");
        await site.Call("POST", "/containers/nowhere/exec", "{\"Cmd\":[\"true\"]}");
        await site.Call("POST", "/exec/nowhere/start", "{}");
        await site.Call("GET", "/exec/nowhere/json");
        var id = await site.Exec("\"Cmd\":[\"true\"]");
        await site.Call("POST", $"/containers/{site.Name}/pause");
        await site.Call("POST", $"/containers/{site.Name}/exec", "{\"Cmd\":[\"true\"]}");
        await site.Call("POST", $"/exec/{id}/start", "{}");
        await site.Call("POST", $"/containers/{site.Name}/unpause");
        await site.Call("POST", $"/containers/{site.Name}/kill");
        await site.Call("POST", $"/exec/{id}/start", "{}");
    });

    [Test]
    public Task Archives_top_and_commit_refuse_in_the_same_words() => Same(async site =>
    {
        await site.Create("sleep 1000");
        foreach (var request in new[] { "top", "archive", "archive?path=/nope", "changes" })
            await site.Call("GET", $"/containers/{site.Name}/{request}");
        await site.Call("PUT", $"/containers/{site.Name}/archive?path=/nope");
        await site.Call("PUT", $"/containers/{site.Name}/archive?path=/bin/busybox");
        await site.Call("POST", "/commit?container=nowhere");
        await site.Call("POST", $"/commit?container={site.Name}&repo=UPPER");
        await site.Call("POST", $"/containers/{site.Name}/start");
        await site.Call("GET", $"/containers/{site.Name}/top?ps_args=-o+args");
    });

    private static async Task Same(Func<Told, Task> talk)
    {
        var real = new Told(SharedDaemon.Require().Address, "box");
        await using var daemon = await FakeDaemon.StartAsync();
        var fake = new Told(daemon.Address, "busybox");
        foreach (var told in new[] { real, fake })
        {
            await talk(told);
            await RawConversation.Call(told.Address, "DELETE", $"/containers/{told.Name}?force=1");
        }

        Assert.That(fake.Lines, Is.EqualTo(real.Lines));
    }

    [GeneratedRegex("[0-9a-f]{64}|(?<=Server: Docker/)[^ ]+|(?<=\"Pid\":)[1-9][0-9]*")]
    private static partial Regex Varying();

    /// <summary>What one daemon has answered.</summary>
    private sealed class Told(DockerAddress address, string image)
    {
        private readonly List<string> lines = [];

        public DockerAddress Address => address;

        /// <summary>Of the container, the same at both daemons.</summary>
        public string Name { get; } = "attach-" + TestContext.CurrentContext.Test.ID;

        public IReadOnlyList<string> Lines => lines;

        public void Note(string text) => lines.Add(Varying().Replace(text, "*"));

        public async Task Create(string script, string settings = "") => Assert.That(
            (await RawConversation.Call(address, "POST", $"/containers/create?name={Name}", $$"""{"Image":"{{image}}",{{settings}}"Cmd":["sh","-c","{{script}}"],"HostConfig":{"NetworkMode":"host"} }""")).Status,
            Is.EqualTo(201));

        public async Task<string> Exec(string body) => RawConversation.IdOf(
            (await RawConversation.Call(address, "POST", $"/containers/{Name}/exec", $$"""{"AttachStdout":true,"AttachStderr":true,{{body}}}""")).Body);

        public async Task Call(string method, string path, string? json = null)
        {
            var (status, body) = await RawConversation.Call(address, method, path, json);
            Note($"{status} {body}");
        }

        public async Task Raw(string method, string path, string? json, params string[] headers)
        {
            await using var conversation = await RawConversation.Open(address);
            await conversation.Request(method, path, json, headers);
            Note(await conversation.ReadToEnd());
        }
    }
}
