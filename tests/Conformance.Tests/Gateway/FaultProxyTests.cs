using Conformance.Gateway;

namespace Conformance.Tests.Gateway;

/// <summary>What passes, and how the ends of either side do.</summary>
public class FaultProxyTests
{
    private const string Start = "POST /v1.41/containers/web/start HTTP/1.1\r\nHost: docker\r\nX-Odd:  kept \r\nContent-Length: 0\r\n\r\n";
    private const string NoContent = "HTTP/1.1 204 No Content\r\nApi-Version: 1.41\r\n\r\n";

    [Test]
    public async Task Heads_pass_byte_for_byte_and_edges_and_lines_are_written()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write(Start);
        var daemon = await bench.Daemon.Accept();
        Assert.That(await daemon.ReadHead(), Is.EqualTo(Start));
        await daemon.Write(NoContent);
        Assert.That(await client.ReadHead(), Is.EqualTo(NoContent));
        client.HalfClose();
        Assert.That(await client.ReadToEnd(), Is.Empty);
        Assert.That(bench.Judge.Edges, Is.EqualTo(new[] { "container.start web Before", "container.start web After" }));
        Assert.That(bench.Outcomes, Is.EqualTo(new[] { "container.start: ok" }));
    }

    [Test]
    public async Task A_request_split_at_any_byte_arrives_whole()
    {
        const string request = "POST /containers/create?name=web HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n";
        const string answer = "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"I\r\n6\r\nd\":\"x\"\r\n1\r\n}\r\n0\r\n\r\n";
        for (var split = 1; split < Math.Max(request.Length, answer.Length); split++)
        {
            await using var bench = new ProxyBench();
            var client = await bench.Connect();
            await client.Write(request[..Math.Min(split, request.Length)]);
            await Task.Yield();
            await client.Write(request[Math.Min(split, request.Length)..]);
            var daemon = await bench.Daemon.Accept();
            Assert.That(await daemon.ReadHead(), Does.EndWith("\r\nContent-Length: 7\r\n\r\n"));
            Assert.That(await daemon.Read(7), Is.EqualTo("{\"a\":1}"));
            await daemon.Write(answer[..Math.Min(split, answer.Length)]);
            await Task.Yield();
            await daemon.Write(answer[Math.Min(split, answer.Length)..]);
            Assert.That(await client.ReadHead(), Does.StartWith("HTTP/1.1 201"));
            Assert.That(await client.Read(20), Is.EqualTo("a\r\n{\"Id\":\"x\"}\r\n0\r\n\r\n"), $"split at {split}");
        }
    }

    [Test]
    public async Task Pipelined_requests_are_answered_in_order_on_one_connection_although_the_client_has_finished()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write(Start + "GET /_ping HTTP/1.1\r\n\r\n");
        client.HalfClose();
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write(NoContent);
        Assert.That(await daemon.ReadHead(), Does.StartWith("GET /_ping"));
        await daemon.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
        Assert.That(await client.ReadToEnd(), Is.EqualTo(NoContent + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"));
        Assert.That(bench.Daemon.Accepted, Is.EqualTo(1));
    }

    [Test]
    public async Task The_head_of_wait_passes_long_before_its_body()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write("POST /containers/web/wait HTTP/1.1\r\n\r\n");
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        Assert.That(await client.ReadHead(), Does.Contain("chunked"));
        Assert.That(bench.Judge.Edges, Has.Count.EqualTo(1), "the effect of a stream is complete at its end");
        await daemon.Write("11\r\n{\"StatusCode\":0}\n\r\n0\r\n\r\n");
        Assert.That(await client.Read(28), Is.EqualTo("11\r\n{\"StatusCode\":0}\n\r\n0\r\n\r\n"));
        Assert.That(bench.Judge.Edges[^1], Is.EqualTo("container.wait web After"));
    }

    [Test]
    public async Task A_large_body_passes_while_the_answer_is_on_its_way()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        var content = new string('x', 5_000_000);
        var sending = client.Write("POST /build HTTP/1.1\r\nContent-Length: 5000000\r\n\r\n" + content);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n");
        var echo = daemon.Write(content);
        Assert.That(await client.ReadHead(), Does.StartWith("HTTP/1.1 200"));
        Assert.That(await client.Read(content.Length), Is.EqualTo(content));
        Assert.That(await daemon.Read(content.Length), Is.EqualTo(content));
        await Task.WhenAll(sending, echo);
    }

    [TestCase("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n")]
    public async Task After_an_upgrade_bytes_and_half_closes_pass_both_ways(string upgrade)
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write("POST /containers/web/attach?stream=1 HTTP/1.1\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\n");
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write(upgrade + "first");
        Assert.That(await client.ReadHead() + await client.Read(5), Is.EqualTo(upgrade + "first"));
        await client.Write("input");
        client.HalfClose();
        Assert.That(await daemon.ReadToEnd(), Is.EqualTo("input"));
        await daemon.Write("output");
        daemon.Close();
        Assert.That(await client.ReadToEnd(), Is.EqualTo("output"));
    }

    [Test]
    public async Task Interim_answers_pass()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write("POST /build HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 100 Continue\r\n\r\n");
        Assert.That(await client.ReadHead(), Is.EqualTo("HTTP/1.1 100 Continue\r\n\r\n"));
        await client.Write("ab");
        Assert.That(await daemon.Read(2), Is.EqualTo("ab"));
        await daemon.Write(NoContent);
        Assert.That(await client.ReadHead(), Is.EqualTo(NoContent));
    }

    [Test]
    public async Task The_end_of_a_client_that_waits_is_passed_on()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write(Start);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        client.Close();
        Assert.That(await daemon.ReadToEnd(), Is.Empty);
    }

    [Test]
    public async Task A_daemon_that_breaks_off_inside_a_body_breaks_the_clients_connection_off()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write("GET /containers/web/json HTTP/1.1\r\n\r\n");
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        daemon.Close();
        Assert.That(await client.ReadToEnd(), Does.EndWith("half"));
    }

    [Test]
    public async Task A_daemon_that_dies_between_two_requests_takes_the_connection_along()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write(Start);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write(NoContent);
        await client.ReadHead();
        daemon.Close();
        Assert.That(await client.ReadToEnd(), Is.Empty);
    }

    [Test]
    public async Task What_a_create_says_and_is_answered_is_learnt()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write("POST /containers/create?name=web HTTP/1.1\r\nContent-Length: 23\r\n\r\n{\"Labels\":{\"l\":\"mine\"}}");
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 201 Created\r\nContent-Length: 13\r\n\r\n{\"Id\":\"abcd\"}");
        await client.ReadHead();
        Assert.That(bench.Judge.Learnt, Is.EqualTo(new[] { "web mine abcd" }));
    }

    [Test]
    public async Task A_marked_create_has_the_label_and_its_intent_was_written_first()
    {
        using var folder = new TemporaryFolder();
        await using var bench = new ProxyBench(new CreateMark("r1", folder.At("intents")));
        var client = await bench.Connect();
        await client.Write("POST /containers/create?name=web HTTP/1.1\r\nContent-Length: 24\r\n\r\n{\"Image\":\"a<b\",\"Env\":[]}");
        var daemon = await bench.Daemon.Accept();
        Assert.That(await daemon.ReadHead(), Does.Contain("Content-Length: 58\r\n"));
        Assert.That(await daemon.Read(58), Is.EqualTo("{\"Image\":\"a<b\",\"Env\":[],\"Labels\":{\"conformance.run\":\"r1\"}}"));
        Assert.That(await File.ReadAllTextAsync(folder.At("intents")), Is.EqualTo("web\n"));
    }
}
