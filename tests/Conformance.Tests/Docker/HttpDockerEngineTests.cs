using System.Net;
using System.Net.Sockets;
using System.Text;
using Conformance.Docker;

namespace Conformance.Tests.Docker;

[TestFixture]
public class HttpDockerEngineTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Test]
    public async Task The_first_call_asks_for_the_version_and_the_rest_use_it()
    {
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, Json("""{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12","Os":"linux"}"""), Empty(204), Empty(304));
        var engine = new HttpDockerEngine(daemon.Http);
        var version = await engine.Call(new ReadVersion());
        var started = await engine.Call(new StartContainer("web"));
        var again = await engine.Call(new StartContainer("web"));
        Assert.Multiple(() =>
        {
            Assert.That(version with { Others = null }, Is.EqualTo(new VersionReply("20.10.24", "1.41", "1.12")));
            Assert.That((started.WasModified, again.WasModified), Is.EqualTo((true, false)));
            Assert.That(daemon.Requests.Select(FirstLine), Is.EqualTo(new[]
            {
                "HEAD /_ping HTTP/1.1", "GET /v1.41/version HTTP/1.1", "POST /v1.41/containers/web/start HTTP/1.1", "POST /v1.41/containers/web/start HTTP/1.1",
            }));
            Assert.That(daemon.Requests, Has.All.Contains("Connection: close"));
        });
    }

    [Test]
    public async Task Each_call_has_a_connection_of_its_own_though_the_daemon_would_keep_it()
    {
        using var daemon = new ScriptedDaemon(
            ScriptedDaemon.PingOf141 + "<hang>", Json("""{"Version":"1","ApiVersion":"1","MinAPIVersion":"1"}""") + "<hang>", Empty(204) + "<hang>");
        var engine = new HttpDockerEngine(daemon.Http);
        await engine.Call(new ReadVersion());
        await engine.Call(new StartContainer("web"));
        await daemon.Served;
        Assert.That(daemon.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Create_sends_its_body_as_json_and_a_pull_its_credentials()
    {
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, Json("""{"Id":"12","Warnings":[]}""", 201), Chunked + "0\r\n\r\n");
        var engine = new HttpDockerEngine(daemon.Http);
        var reply = await engine.Call(new CreateContainer("web", new ContainerSpec { Image = "a<b", Cmd = ["&"] }));
        await engine.Call(new PullImage("host:5000/a", "1"));
        Assert.Multiple(() =>
        {
            Assert.That(reply.Id, Is.EqualTo("12"));
            Assert.That(daemon.Requests[1], Does.Contain("Content-Type: application/json\r\n").And.Contain("\"Image\":\"a<b\",\"Cmd\":[\"&\"]"));
            Assert.That(daemon.Requests[2], Does.StartWith("POST /v1.41/images/create?fromImage=host%3A5000%2Fa&tag=1 HTTP/1.1").And.Contain("X-Registry-Auth: e30=\r\n"));
        });
    }

    [TestCase("HTTP/1.1 200 OK\r\nApi-Version: 1.60\r\nContent-Length: 0\r\n\r\n", "/v1.44/version")]
    [TestCase("HTTP/1.1 500 No\r\nApi-Version: 1.30\r\nContent-Length: 0\r\n\r\n", "/v1.30/version")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "/v1.24/version")]
    public async Task The_version_spoken_is_the_smaller_one(string ping, string path)
    {
        using var daemon = new ScriptedDaemon(ping, Json("""{"Version":"1","ApiVersion":"1","MinAPIVersion":"1"}"""));
        await new HttpDockerEngine(daemon.Http).Call(new ReadVersion());
        Assert.That(FirstLine(daemon.Requests[1]), Does.Contain(path));
    }

    [Test]
    public void A_daemon_that_is_too_old_is_refused_in_words()
    {
        using var daemon = new ScriptedDaemon("HTTP/1.1 200 OK\r\nApi-Version: 1.18\r\nContent-Length: 0\r\n\r\n", Empty(204));
        var exception = Fails(new HttpDockerEngine(daemon.Http).Call(new ReadVersion()));
        Assert.That(exception.Message, Does.Contain("too old").And.Contain("1.18").And.Contain("1.24"));
    }

    [TestCase("{\"message\":\"No such container: web\"}\n", "No such container: web")]
    [TestCase("page not found\n", "page not found")]
    [TestCase("", "status 404 without a message")]
    public void An_error_answer_has_its_status_and_the_daemons_words(string body, string message)
    {
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, Json(body, 404));
        var exception = Fails(new HttpDockerEngine(daemon.Http).Call(new InspectContainer("web")));
        Assert.That((exception.Failure, exception.Status, exception.Message, exception.IsNotFound), Is.EqualTo((DockerFailure.Answered, 404, message, true)));
    }

    [TestCase("", DockerFailure.Broken)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Le", DockerFailure.Broken)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Id\":", DockerFailure.Broken)]
    [TestCase(Chunked + "5\r\n{\"Id\"", DockerFailure.Broken)]
    [TestCase("220 smtp.example.org\r\n\r\n", DockerFailure.Unreadable)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", DockerFailure.Unreadable)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull", DockerFailure.Unreadable)]
    public void A_cut_answer_is_broken_and_garbage_is_unreadable(string answer, DockerFailure failure)
    {
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, answer);
        var exception = Fails(new HttpDockerEngine(daemon.Http).Call(new InspectContainer("web")));
        Assert.That((exception.Failure, exception.IsDefinite), Is.EqualTo((failure, false)));
    }

    [Test]
    public void A_request_whose_connection_is_cut_is_never_sent_again()
    {
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, "", "", "");
        var engine = new HttpDockerEngine(daemon.Http);
        Assert.That(Fails(engine.Call(new StartContainer("web"))).Failure, Is.EqualTo(DockerFailure.Broken));
        Assert.That(Fails(engine.Call(new RemoveContainer("web"))).Failure, Is.EqualTo(DockerFailure.Broken));
        Assert.That(Fails(engine.Call(new InspectContainer("web"))).Failure, Is.EqualTo(DockerFailure.Broken));
        Assert.That(daemon.Requests, Has.Count.EqualTo(4));
    }

    [Test]
    public void Where_nobody_listens_nothing_was_sent()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var http = ScriptedDaemon.Invoker(port);
        var exception = Fails(new HttpDockerEngine(http).Call(new StartContainer("web")));
        Assert.That((exception.Failure, exception.IsDefinite), Is.EqualTo((DockerFailure.Unreachable, true)));
    }

    [Test]
    public void A_daemon_that_cuts_the_ping_has_not_seen_the_call()
    {
        using var daemon = new ScriptedDaemon("", Empty(204));
        var exception = Fails(new HttpDockerEngine(daemon.Http).Call(new StartContainer("web")));
        Assert.That(exception.IsDefinite, Is.True);
    }

    [Test]
    public async Task The_head_of_wait_comes_before_its_body_and_abort_ends_it()
    {
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, Chunked + "<hang>");
        var call = new HttpDockerEngine(daemon.Http).Begin(new WaitContainer("web"));
        var stream = await call.Reply;
        var next = stream.Next();
        call.Abort();
        Assert.That(Fails(next).Failure, Is.EqualTo(DockerFailure.Broken));
        await daemon.Served;
    }

    [Test]
    public async Task Closing_a_stream_closes_the_connection()
    {
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, Chunked + "<hang>");
        var stream = await new HttpDockerEngine(daemon.Http).Call(new ReadEvents());
        stream.Close();
        stream.Close();
        await daemon.Served;
    }

    [Test]
    public void A_call_that_is_aborted_before_its_answer_is_broken()
    {
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, "<hang>");
        var call = new HttpDockerEngine(daemon.Http).Begin(new StopContainer("web"));
        call.Abort();
        var exception = Fails(call.Reply);
        Assert.That(exception.Failure, Is.EqualTo(DockerFailure.Broken));
    }

    [Test]
    public async Task Pull_lines_come_one_by_one_wherever_the_chunks_are_cut()
    {
        const string lines = "{\"status\":\"Pulling from a\",\"id\":\"1\"}\r\n\r\n{\"error\":\"x\",\"errorDetail\":{\"message\":\"unexpected EOF\"}}\r\n{\"status\":\"last\"}";
        var chunks = string.Concat(lines.Chunk(7).Select(part => $"{part.Length:x}\r\n{new string(part)}\r\n"));
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, Chunked + chunks + "0\r\n\r\n");
        var stream = await new HttpDockerEngine(daemon.Http).Call(new PullImage("a", "1"));
        Assert.Multiple(async () =>
        {
            Assert.That(await stream.Next(), Is.EqualTo(new PullProgress { Status = "Pulling from a", Id = "1" }));
            Assert.That((await stream.Next())?.ErrorDetail, Is.EqualTo(new ErrorDetail("unexpected EOF")));
            Assert.That((await stream.Next())?.Status, Is.EqualTo("last"));
            Assert.That(await stream.Next(), Is.Null);
        });
    }

    [Test]
    public async Task A_stream_that_is_cut_gives_what_came_and_is_then_broken()
    {
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, Chunked + "16\r\n{\"status\":\"Pulling\"}\r\n\r\n7\r\n{\"sta");
        var stream = await new HttpDockerEngine(daemon.Http).Call(new PullImage("a", "1"));
        Assert.That((await stream.Next())?.Status, Is.EqualTo("Pulling"));
        Assert.That(Fails(stream.Next()).Failure, Is.EqualTo(DockerFailure.Broken));
    }

    [Test]
    public async Task Log_frames_are_taken_apart()
    {
        const string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        const string frames = "18\r\n\u0001\0\0\0\0\0\0\u0004out\n\u0002\0\0\0\0\0\0\u0004err\n\r\n";
        using var daemon = new ScriptedDaemon(ScriptedDaemon.PingOf141, head + frames + "0\r\n\r\n", head + "a\r\n\u0001\0\0\0\0\0\0\u0004ou\r\n0\r\n\r\n", head + "8\r\nplainout\r\n0\r\n\r\n");
        var engine = new HttpDockerEngine(daemon.Http);
        var stream = await engine.Call(new ReadLogs("web"));
        var (first, second, end) = (await stream.Next(), await stream.Next(), await stream.Next());
        Assert.Multiple(() =>
        {
            Assert.That((first?.Stream, Encoding.UTF8.GetString(first!.Payload)), Is.EqualTo((1, "out\n")));
            Assert.That((second?.Stream, Encoding.UTF8.GetString(second!.Payload)), Is.EqualTo((2, "err\n")));
            Assert.That(end, Is.Null);
        });
        var cut = await engine.Call(new ReadLogs("web"));
        Assert.That(Fails(cut.Next()).Failure, Is.EqualTo(DockerFailure.Broken));
        var plain = await engine.Call(new ReadLogs("web"));
        Assert.That(Fails(plain.Next()).Failure, Is.EqualTo(DockerFailure.Unreadable));
    }

    private static DockerException Fails(Task task) => Assert.ThrowsAsync<DockerException>(() => task)!;

    private static string FirstLine(string request) => request[..request.IndexOf('\r')];

    private static string Json(string body, int status = 200) =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static string Empty(int status) => $"HTTP/1.1 {status} X\r\n\r\n";
}
