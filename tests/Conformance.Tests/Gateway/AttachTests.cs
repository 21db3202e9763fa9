namespace Conformance.Tests.Gateway;

/// <summary>Attach at a served fake daemon, byte by byte.</summary>
[TestFixture]
public class AttachTests
{
    private const string Upgraded =
        "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    private const string Listened = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";
    private static readonly string[] Upgrade = ["Connection: Upgrade", "Upgrade: tcp"];

    [Test]
    public async Task Who_attaches_before_the_start_gets_every_byte_and_the_end([Values] bool asksForUpgrade)
    {
        await using var site = await ServedSite.Start();
        await Create(site, "echo out; echo err >&2");
        await using var attached = await Attach(site, "stream=1&stdout=1&stderr=1", asksForUpgrade ? Upgrade : []);
        await attached.ReadUntil("\r\n\r\n");
        await site.Call("POST", "/containers/web/start");
        Assert.That(await attached.ReadToEnd(), Is.EqualTo(
            (asksForUpgrade ? Upgraded : Listened) + RawConversation.Frame(1, "out\n") + RawConversation.Frame(2, "err\n")));
    }

    [Test]
    public async Task A_client_that_closes_its_side_goes_on_listening()
    {
        await using var site = await ServedSite.Start();
        await Create(site, "sleep 5; echo late");
        await using var attached = await Attach(site, "stream=1&stdout=1", Upgrade);
        attached.HalfClose();
        await attached.ReadUntil("\r\n\r\n");
        await site.Call("POST", "/containers/web/start");
        Assert.That(await attached.ReadToEnd(), Does.EndWith(RawConversation.Frame(1, "late\n")));
    }

    [Test]
    public async Task Input_sent_before_the_start_is_read_and_its_end_is_the_end_of_the_file()
    {
        await using var site = await ServedSite.Start();
        await Create(site, "cat; echo done", "\"OpenStdin\":true,\"StdinOnce\":true,");
        await using var attached = await Attach(site, "stream=1&stdin=1&stdout=1", Upgrade);
        await attached.Send("typed\n");
        attached.HalfClose();
        await attached.ReadUntil("\r\n\r\n");
        await site.Call("POST", "/containers/web/start");
        Assert.That(await attached.ReadToEnd(), Is.EqualTo(Upgraded + RawConversation.Frame(1, "typed\n") + RawConversation.Frame(1, "done\n")));
    }

    [Test]
    public async Task Input_that_is_not_for_one_client_stays_open_when_a_client_closes_its_side()
    {
        await using var site = await ServedSite.Start();
        await Create(site, "while read line; do echo got $line; done", "\"OpenStdin\":true,");
        await site.Call("POST", "/containers/web/start");
        foreach (var word in new[] { "one", "two" })
        {
            await using var attached = await Attach(site, "stream=1&stdin=1&stdout=1", Upgrade);
            await attached.Send(word + "\n");
            await attached.ReadUntil($"got {word}\n");
            attached.HalfClose();
            await attached.ReadToEnd();
        }

        Assert.That((await site.Call("GET", "/containers/web/json")).Body, Does.Contain("\"Running\":true"));
    }

    [Test]
    public async Task The_log_is_replayed_to_whoever_asks_for_it()
    {
        await using var site = await ServedSite.Start();
        await Create(site, "echo kept");
        await site.Call("POST", "/containers/web/start");
        await site.Call("POST", "/containers/web/wait");
        await using var attached = await Attach(site, "logs=1&stdout=1", Upgrade);
        Assert.That(await attached.ReadToEnd(), Is.EqualTo(Upgraded + RawConversation.Frame(1, "kept\n")));
    }

    [Test]
    public async Task A_terminal_has_one_raw_stream_an_echo_and_keys_that_detach()
    {
        await using var site = await ServedSite.Start();
        await Create(site, "read line; echo got $line >&2; sleep 10000", "\"Tty\":true,\"OpenStdin\":true,");
        await using var attached = await Attach(site, "stream=1&stdin=1&stdout=1&stderr=1", Upgrade);
        await attached.ReadUntil("\r\n\r\n");
        await site.Call("POST", "/containers/web/start");
        await attached.Send("ax\u007fb\r");
        await attached.ReadUntil("got ab\r\n");
        await attached.Send("\u0010");
        await attached.Send("\u0011");
        Assert.That(await attached.ReadToEnd(), Is.EqualTo(Upgraded + "ax\b \bb\r\ngot ab\r\n"));
        Assert.That((await site.Call("GET", "/containers/web/json")).Body, Does.Contain("\"Running\":true"));
    }

    [TestCase("nowhere", "stream=1", "404 Not Found", "No such container: nowhere")]
    [TestCase("web", "detachKeys=zzz", "400 Bad Request", "Invalid detach keys (zzz) provided")]
    public async Task An_error_comes_in_the_raw_form(string container, string query, string status, string message)
    {
        await using var site = await ServedSite.Start();
        await Create(site, "true");
        await using var refused = await RawConversation.Open(site.Address);
        await refused.Request("POST", $"/containers/{container}/attach?{query}", null, Upgrade);
        Assert.That(await refused.ReadToEnd(), Is.EqualTo($"HTTP/1.1 {status}\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n{message}\r\n"));
    }

    [Test]
    public async Task A_daemon_that_goes_closes_what_is_attached()
    {
        var site = await ServedSite.Start();
        await Create(site, "sleep 10000");
        await site.Call("POST", "/containers/web/start");
        await using var attached = await Attach(site, "stream=1&stdout=1", Upgrade);
        await attached.ReadUntil("\r\n\r\n");
        await site.DisposeAsync();
        Assert.That(await attached.ReadToEnd(), Is.EqualTo(Upgraded));
    }

    private static async Task Create(ServedSite site, string script, string settings = "") => Assert.That(
        (await site.Call("POST", "/containers/create?name=web", $$"""{"Image":"busybox",{{settings}}"Cmd":["sh","-c","{{script}}"]}""")).Status, Is.EqualTo(201));

    private static async Task<RawConversation> Attach(ServedSite site, string query, string[] headers)
    {
        var conversation = await RawConversation.Open(site.Address);
        await conversation.Request("POST", "/containers/web/attach?" + query, null, headers);
        return conversation;
    }
}
