using Conformance.Faults;

namespace Conformance.Tests.Gateway;

/// <summary>Each effect on each side of the operation.</summary>
public class FaultProxyEffectTests
{
    private const string Start = "POST /v1.41/containers/web/start HTTP/1.1\r\nContent-Length: 0\r\n\r\n";
    private const string NoContent = "HTTP/1.1 204 No Content\r\nApi-Version: 1.39\r\n\r\n";
    private const string Pull = "POST /images/create?fromImage=busybox HTTP/1.1\r\nConnection: close\r\n\r\n";
    private const string PullHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Test]
    public async Task An_error_before_never_reaches_the_daemon_and_leaves_the_connection_open()
    {
        await using var bench = new ProxyBench();
        bench.Judge.Before = new AnswerError(500, "device \"busy\"");
        var client = await bench.Connect();
        await client.Write("POST /containers/web/start HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
        Assert.That(await client.ReadHead(), Does.StartWith("HTTP/1.1 500 Internal Server Error\r\nApi-Version: 1.41\r\n").And.Contain("Content-Length: 30\r\n"));
        Assert.That(await client.Read(30), Is.EqualTo("{\"message\":\"device \\\"busy\\\"\"}\n"));
        bench.Judge.Before = FaultEffect.Proceed;
        await client.Write(Start);
        var daemon = await bench.Daemon.Accept();
        Assert.That(await daemon.ReadHead(), Is.EqualTo(Start), "it is the first that the daemon hears");
        Assert.That(bench.Outcomes, Is.EqualTo(new[] { "container.start: 500 device \"busy\"" }));
    }

    [Test]
    public async Task An_error_after_replaces_the_answer_of_a_daemon_that_did_the_work()
    {
        await using var bench = new ProxyBench();
        bench.Judge.After = new AnswerError(500, "no");
        var client = await bench.Connect();
        await client.Write(Start);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write(NoContent);
        Assert.That(await client.ReadHead(), Does.StartWith("HTTP/1.1 500 ").And.Contain("Api-Version: 1.39\r\n"));
        Assert.That(await client.Read(17), Is.EqualTo("{\"message\":\"no\"}\n"));
    }

    [Test]
    public async Task There_is_no_after_edge_when_the_daemon_refused()
    {
        await using var bench = new ProxyBench();
        bench.Judge.After = new AnswerError(500, "no");
        var client = await bench.Connect();
        await client.Write(Start);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 404 Not Found\r\nContent-Length: 18\r\n\r\n{\"message\":\"none\"}");
        Assert.That(await client.ReadHead(), Does.StartWith("HTTP/1.1 404 "));
        client.HalfClose();
        await client.ReadToEnd();
        Assert.That(bench.Judge.Edges, Has.Count.EqualTo(1));
        Assert.That(bench.Outcomes, Is.EqualTo(new[] { "container.start: 404 none" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_cut_before_the_head_gives_the_client_nothing(bool isBefore)
    {
        await using var bench = new ProxyBench();
        FaultEffect cut = new CutConnection(CutPlace.Headers, 0, IsReset: false);
        (bench.Judge.Before, bench.Judge.After) = isBefore ? (cut, FaultEffect.Proceed) : (FaultEffect.Proceed, cut);
        var client = await bench.Connect();
        await client.Write(Start);
        if (!isBefore)
        {
            var daemon = await bench.Daemon.Accept();
            await daemon.ReadHead();
            await daemon.Write(NoContent);
        }

        Assert.That(await client.ReadToEnd(), Is.Empty);
        Assert.That(bench.Daemon.Accepted, Is.EqualTo(isBefore ? 0 : 1));
    }

    [Test]
    public async Task A_cut_in_the_body_gives_the_client_half_of_it()
    {
        await using var bench = new ProxyBench();
        bench.Judge.After = new CutConnection(CutPlace.Body, 0, IsReset: false);
        var client = await bench.Connect();
        await client.Write("GET /containers/web/json HTTP/1.1\r\n\r\n");
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n12345678");
        Assert.That(await client.ReadToEnd(), Is.EqualTo("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n1234"));
    }

    [Test]
    public async Task A_hang_before_holds_the_client_until_it_goes_and_leaves_no_trace()
    {
        await using var bench = new ProxyBench();
        bench.Judge.Before = new NeverAnswer();
        var client = await bench.Connect();
        await client.Write(Start);
        await bench.Judge.Reached;
        client.HalfClose();
        Assert.That(await client.ReadToEnd(), Is.Empty);
        Assert.That(bench.Daemon.Accepted, Is.Zero);
    }

    [Test]
    public async Task A_hang_after_keeps_the_daemons_connection_until_the_client_goes()
    {
        await using var bench = new ProxyBench();
        bench.Judge.After = new NeverAnswer();
        var client = await bench.Connect();
        await client.Write(Start);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write(NoContent);
        var end = daemon.ReadToEnd();
        await bench.Judge.Reached;
        Assert.That(end.IsCompleted, Is.False);
        client.Close();
        Assert.That(await end, Is.Empty);
    }

    [Test]
    public async Task A_client_that_vanishes_while_it_is_held_leaves_no_trace()
    {
        await using var bench = new ProxyBench();
        var release = new TaskCompletionSource();
        (bench.Judge.Hold, bench.Judge.Before) = (release.Task, FaultEffect.ProceedUnlessGone);
        var client = await bench.Connect();
        await client.Write(Start);
        await bench.Judge.Reached;
        client.Close();
        release.SetResult();
        var second = await bench.Connect();
        await second.Write("GET /_ping HTTP/1.1\r\n\r\n");
        var daemon = await bench.Daemon.Accept();
        Assert.That(await daemon.ReadHead(), Does.StartWith("GET /_ping"), "the held request is not the one that comes first");
    }

    [Test]
    public async Task What_the_daemon_accepted_goes_on_although_the_client_has_gone()
    {
        await using var bench = new ProxyBench();
        var release = new TaskCompletionSource();
        bench.Judge.Hold = release.Task;
        var client = await bench.Connect();
        await client.Write(Start);
        await bench.Judge.Reached;
        client.Close();
        release.SetResult();
        var daemon = await bench.Daemon.Accept();
        Assert.That(await daemon.ReadHead(), Is.EqualTo(Start));
    }

    [Test]
    public async Task A_pull_fails_inside_its_good_answer_after_some_lines()
    {
        Assert.That(await PullThrough(new FailPull(1, "x")), Is.EqualTo(PullHead + "3\r\n{}\n\r\n31\r\n{\"errorDetail\":{\"message\":\"x\"},\"error\":\"x\"}\r\n\r\n0\r\n\r\n"
            .Replace("31\r\n", ("{\"errorDetail\":{\"message\":\"x\"},\"error\":\"x\"}\r\n".Length).ToString("x") + "\r\n")));
    }

    [Test]
    public async Task A_stream_ends_early_as_if_it_had_ended_well() =>
        Assert.That(await PullThrough(new TruncateStream(2)), Is.EqualTo(PullHead + "3\r\n{}\n\r\n3\r\n[]\n\r\n0\r\n\r\n"));

    [Test]
    public async Task A_stream_is_cut_after_some_items() =>
        Assert.That(await PullThrough(new CutConnection(CutPlace.Body, 1, false)), Is.EqualTo(PullHead + "3\r\n{}\n\r\n"));

    [Test]
    public async Task A_stream_that_stalls_and_heals_loses_nothing() =>
        Assert.That(
            Payload((await PullThrough(new StallStream(1, TimeSpan.FromSeconds(1))))[PullHead.Length..]),
            Is.EqualTo("{}\n[]\n\"\"\n"));

    [Test]
    public async Task A_stream_that_stalls_for_ever_ends_with_its_client()
    {
        await using var bench = new ProxyBench();
        bench.Judge.Before = new StallStream(0, null);
        var client = await bench.Connect();
        await client.Write(Pull);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write(PullHead + "3\r\n{}\n\r\n");
        Assert.That(await client.ReadHead(), Is.EqualTo(PullHead));
        client.Close();
        Assert.That(await daemon.ReadToEnd(), Is.Empty);
    }

    [Test]
    public async Task Items_of_logs_are_frames_and_a_length_becomes_chunks()
    {
        await using var bench = new ProxyBench();
        bench.Judge.Before = new TruncateStream(1);
        var client = await bench.Connect();
        await client.Write("GET /containers/web/logs?stdout=1 HTTP/1.1\r\n\r\n");
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        const string frame = "\u0001\0\0\0\0\0\0\u0002a\n";
        await daemon.Write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + frame + frame);
        Assert.That(await client.ReadHead(), Is.EqualTo(PullHead));
        Assert.That(await client.Read(20), Is.EqualTo("a\r\n" + frame + "\r\n0\r\n\r\n"));
    }

    private static string Payload(string chunks) => string.Concat(chunks.Split("\r\n").Where((_, index) => index % 2 == 1));

    // The daemon sends three lines in pieces that are not lines.
    private static async Task<string> PullThrough(FaultEffect effect)
    {
        await using var bench = new ProxyBench();
        bench.Judge.Before = effect;
        var client = await bench.Connect();
        await client.Write(Pull);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write(PullHead + "4\r\n{}\n[\r\n4\r\n]\n\"\"\r\n1\r\n\n\r\n0\r\n\r\n");
        return await client.ReadToEnd();
    }
}
