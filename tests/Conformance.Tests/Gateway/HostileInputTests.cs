using System.Net.Sockets;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Gateway;

/// <summary>Clients that speak HTTP badly, too much, too slowly or not to the end: they are answered or cut, and others are served on.</summary>
[TestFixture]
public class HostileInputTests
{
    private const string Create = "POST /v1.41/containers/create HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Type: application/json\r\n";

    /// <summary>One request of each kind of conversation, complete.</summary>
    private static IEnumerable<byte[]> Conversations()
    {
        const string json = """{"Image":"nosuch","Cmd":["a"]}""";
        yield return Latin("GET /v1.41/containers/json?all=1 HTTP/1.1\r\nHost: docker\r\n\r\n");
        yield return Latin($"{Create}Content-Length: {json.Length}\r\n\r\n{json}");
        yield return Latin($"{Create}Transfer-Encoding: chunked\r\n\r\n{json.Length:x}\r\n{json}\r\n0\r\n\r\n");
        yield return Latin("GET /v1.41/events HTTP/1.1\r\nHost: docker\r\n\r\n");
        yield return Latin("GET /v1.41/containers/web/logs?follow=1&stdout=1 HTTP/1.1\r\nHost: docker\r\n\r\n");
        yield return Latin("POST /v1.41/containers/web/wait HTTP/1.1\r\nHost: docker\r\n\r\n");
        yield return Latin("POST /v1.41/containers/web/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\ntyped\n");
        yield return [.. Latin("PUT /v1.41/containers/web/archive?path=/tmp HTTP/1.1\r\nHost: docker\r\nContent-Length: 2048\r\n\r\n"), .. new byte[2048]];
    }

    [Test]
    public async Task Bytes_that_are_changed_anywhere_are_answered_or_cut_and_others_are_served_on()
    {
        await using var site = await HostileSite.Start();
        byte[][] requests = [.. Conversations()];
        var edits = Gen.Zip(Gen.Choose(0, 400), Gen.Choose(0, 255)).NonEmptyListOf();
        Prop.ForAll(
            Arb.From(Gen.Zip(Gen.Elements(requests), edits)),
            pair => Changed(pair.Item1, pair.Item2) is var bytes && site.IsAnsweredOrCut(bytes).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();
        await site.MustBeAtRest();
    }

    [Test]
    public async Task A_connection_may_be_dropped_at_every_byte_of_a_request()
    {
        await using var site = await HostileSite.Start();
        foreach (var request in Conversations())
        {
            for (var length = 0; length <= request.Length; length++)
            {
                using var socket = await site.Connect();
                await socket.SendAsync(request.AsMemory(0, length));
            }
        }

        await site.MustBeAtRest();
    }

    [TestCase("garbage\r\n\r\n", "400")]
    [TestCase("GET /_ping HTTP/1.1\r\n\r\n", "400")]
    [TestCase("GET /_ping HTTP/3.0\r\nHost: d\r\n\r\n", "505")]
    [TestCase("GET /_ping HTTP/1.1\r\nHost: d\r\nX: a\0b\r\n\r\n", "400")]
    [TestCase("G@T /_ping HTTP/1.1\r\nHost: d\r\n\r\n", "400")]
    [TestCase("GET /containers/%zz/json HTTP/1.1\r\nHost: d\r\n\r\n", "404")]
    [TestCase("GET /containers/%00/json HTTP/1.1\r\nHost: d\r\n\r\n", "400")]
    [TestCase("GET /containers/a b/json HTTP/1.1\r\nHost: d\r\n\r\n", "400")]
    [TestCase("GET /containers/json?limit=99999999999999999999 HTTP/1.1\r\nHost: d\r\n\r\n", "500")]
    [TestCase("GET /containers/json?filters=%7B HTTP/1.1\r\nHost: d\r\n\r\n", "500")]
    [TestCase("POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Length: -1\r\n\r\n", "400")]
    [TestCase("GET /containers/\xff\xfe/json HTTP/1.1\r\nHost: d\r\n\r\n", "400")]
    [TestCase("GET /containers/%ff%fe/json HTTP/1.1\r\nHost: d\r\n\r\n", "404")]
    [TestCase("GET /containers/json?filters=%ff HTTP/1.1\r\nHost: d\r\n\r\n", "500")]
    public async Task What_is_no_request_is_refused(string request, string status)
    {
        await using var site = await HostileSite.Start();
        Assert.That(await site.Converse(request, halfCloses: true), Does.StartWith($"HTTP/1.1 {status} "));
        await site.MustBeAtRest();
    }

    [TestCase("""{"Image":"busybox","Labels":DEEP}""", 100_000)]
    [TestCase("""{"Image":"busybox","Unknown":DEEP}""", 4_000_000)]
    [TestCase("""{"Image":"busybox","HostConfig":{"Sysctls":DEEP}}""", 10_001)]
    [TestCase("""{"Image":"busybox","Labels":DEEP}""", 9_000)]
    [TestCase("""{"Image":"busybox","HostConfig":{"Memory":99999999999999999999999}}""", 0)]
    public async Task Json_that_no_reader_takes_is_an_error(string body, int depth)
    {
        body = body.Replace("DEEP", new string('[', depth) + new string(']', depth), StringComparison.Ordinal);
        await using var site = await HostileSite.Start();
        Assert.That(await site.Converse($"{Create}Content-Length: {body.Length}\r\n\r\n{body}"), Does.StartWith("HTTP/1.1 500 ").And.Contain("{\"message\":"));
        await site.MustBeAtRest();
    }

    [Test]
    public async Task A_head_as_long_as_a_daemon_takes_is_taken_and_a_longer_one_is_not()
    {
        await using var site = await HostileSite.Start();
        Assert.That(await site.Converse($"GET /containers/{new string('a', 20_000)}/json HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n"), Does.StartWith("HTTP/1.1 404 "));
        var many = string.Concat(Enumerable.Range(0, 5000).Select(number => $"X{number}: a\r\n"));
        Assert.That(await site.Converse($"GET /_ping HTTP/1.1\r\nHost: d\r\n{many}Connection: close\r\n\r\n"), Does.StartWith("HTTP/1.1 200 "));
        Assert.That(await site.IsAnsweredOrCut(Latin($"GET /_ping HTTP/1.1\r\nHost: d\r\nX: {new string('a', 3_000_000)}\r\n\r\n")), Is.True);
    }

    [Test]
    public async Task A_text_that_is_no_utf_8_stands_for_itself_or_is_refused()
    {
        await using var site = await HostileSite.Start();
        const string body = "{\"Image\":\"busybox\",\"Labels\":{\"a\":\"\xff\xfe\"}}";
        var answer = await site.Converse($"{Create}Content-Length: {body.Length}\r\n\r\n{body}");
        Assert.That(answer, Does.StartWith("HTTP/1.1 201 ").Or.StartWith("HTTP/1.1 500 "));
        await site.MustBeAtRest();
    }

    [Test]
    public async Task A_thousand_requests_in_one_piece_are_all_answered_in_turn()
    {
        const int count = 1000;
        await using var site = await HostileSite.Start();
        var requests = string.Concat(Enumerable.Range(0, count).Select(number => $"GET /containers/c{number}/json HTTP/1.1\r\nHost: d\r\n\r\n"));
        var answer = await site.Converse(requests + "GET /_ping HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n");
        var told = answer.Split("No such container: c").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]);
        Assert.That(told, Is.EqualTo(Enumerable.Range(0, count).Select(number => $"{number}")));
        await site.MustBeAtRest();
    }

    [TestCase("Content-Length: 1073741824")]
    [TestCase("Transfer-Encoding: chunked")]
    public async Task A_gigabyte_of_json_is_refused_long_before_its_end(string how)
    {
        await using var site = await HostileSite.Start();
        using var socket = await site.Connect();
        var piece = new byte[1 << 20];
        Array.Fill(piece, (byte)' ');
        await socket.SendAsync(Latin($"{Create}{how}\r\n\r\n"));
        var isChunked = how.EndsWith("chunked", StringComparison.Ordinal);
        var sent = 0;
        try
        {
            for (; sent < 1024 && socket.Available == 0; sent++)
            {
                if (isChunked)
                    await socket.SendAsync(Latin("100000\r\n"));
                await socket.SendAsync(piece);
                if (isChunked)
                    await socket.SendAsync(Latin("\r\n"));
            }
        }
        catch (SocketException)
        {
            // It closes on whoever goes on.
        }

        Assert.That(sent, Is.LessThan(64));
        await site.MustBeAtRest();
    }

    [Test]
    public async Task A_chunk_without_a_length_is_told_as_a_daemon_tells_it()
    {
        await using var site = await HostileSite.Start();
        Assert.That(await site.Converse(Create + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), Does.StartWith("HTTP/1.1 500 ").And.Contain("{\"message\":\"invalid byte in chunk length\"}\n"));
    }

    [Test]
    public async Task Whoever_closes_only_his_own_side_is_answered_all_the_same()
    {
        await using var site = await HostileSite.Start();
        for (var count = 0; count < 50; count++)
            Assert.That(await site.Converse("GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n", halfCloses: true), Does.EndWith("\r\n\r\nOK"));
        await site.MustBeAtRest();
    }

    [Test]
    public async Task Whoever_closes_his_side_first_and_leaves_later_is_forgotten()
    {
        await using var site = await HostileSite.Start();
        // A stop waits ten seconds for a program that ignores it.
        using (var socket = await site.Connect())
        {
            await socket.SendAsync(Latin("POST /v1.41/containers/web/stop?t=100000 HTTP/1.1\r\nHost: d\r\n\r\n"));
            socket.Shutdown(SocketShutdown.Send);
            await site.Until(pending => pending > 0);
        }

        await site.MustBeAtRest();
    }

    [Test]
    public async Task A_client_that_sends_a_byte_at_a_time_is_waited_for()
    {
        await using var site = await HostileSite.Start();
        using var socket = await site.Connect();
        foreach (var octet in Latin("GET /_ping HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n"))
            await socket.SendAsync(new[] { octet });
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        Assert.That(await reader.ReadToEndAsync(), Does.EndWith("OK"));
    }

    [Test]
    public async Task A_connection_that_rests_between_two_requests_is_kept()
    {
        await using var site = await HostileSite.Start();
        using var socket = await site.Connect();
        var buffer = new byte[4096];
        foreach (var pause in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(2) })
        {
            // The server looks at its connections once a second.
            await Task.Delay(pause);
            await socket.SendAsync(Latin("GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n"));
            Assert.That(await socket.ReceiveAsync(buffer), Is.Positive);
        }
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Changed(byte[] request, IReadOnlyList<(int Place, int Value)> edits)
    {
        byte[] changed = [.. request];
        foreach (var (place, value) in edits)
            changed[place % changed.Length] = (byte)value;
        return changed;
    }
}
