using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Conformance.Tests.Gateway;

/// <summary>Clients that ask for much and do not read it: what waits for them is bounded, others are served, and when they read or go nothing is left.</summary>
[TestFixture]
public partial class SlowReaderTests
{
    private const int Megabyte = 1_000_000;
    private const int WrittenBytes = 4 * Megabyte;
    private const string Attach = "POST /v1.41/containers/loud/attach?stream=1&stdout=1 HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(2);

    [Test]
    public async Task Events_that_a_listener_does_not_read_are_kept_up_to_1024_and_then_lost_for_him_alone()
    {
        const int sent = 2000;
        const int keptMost = 1024;
        const int onTheWayMost = 300;
        await using var site = await HostileSite.Start();
        using var client = site.Client();
        await client.Post("/containers/create?name=n0", $$$"""{"Image":"busybox","Labels":{"long":"{{{new string('x', 4000)}}}"}}""");
        using var slow = await site.Connect();
        await slow.SendAsync(Latin("GET /v1.41/events HTTP/1.1\r\nHost: d\r\n\r\n"));
        await site.Until(pending => pending > 0);
        for (var number = 0; number < sent; number++)
            Assert.That((await client.Post($"/containers/n{number}/rename?name=n{number + 1}")).Status, Is.EqualTo(204));

        var seen = await Names(slow, keptMost);
        Assert.That(seen, Is.EqualTo(Enumerable.Range(1, seen.Count)), "what is kept is the oldest, without a gap");
        await client.Post($"/containers/n{sent}/rename?name=n{sent + 1}");
        seen.AddRange(await Names(slow, until: sent + 1));
        Assert.That(seen, Has.Count.LessThan(keptMost + onTheWayMost).And.Some.EqualTo(sent + 1), "whoever reads again is told again");
        slow.Close();
        await site.MustBeAtRest();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_program_waits_for_an_attached_client_who_does_not_read_until_he_reads_or_goes(bool reads)
    {
        await using var site = await HostileSite.Start();
        using var client = site.Client();
        await MakeLoud(client);
        using var slow = await site.Connect();
        await slow.SendAsync(Latin(Attach));
        await slow.ReceiveAsync(new byte[1]);
        await client.Post("/containers/loud/start");
        await UntilLogged(client, length => length >= Megabyte);
        Assert.That(await Logged(client), Is.LessThan(WrittenBytes), "it waits");
        await site.MustAnswer();

        if (reads)
            Assert.That(await Read(slow, WrittenBytes), Is.GreaterThanOrEqualTo(WrittenBytes));
        else
            slow.Close();
        await UntilLogged(client, length => length >= WrittenBytes);
        slow.Close();
        // As long as there is nothing to tell a client, a daemon does not notice that it has gone.
        if (reads)
            await client.Post("/containers/loud/kill");
        await site.MustBeAtRest();
    }

    [TestCase("GET /v1.41/containers/loud/logs?follow=1&stdout=1 HTTP/1.1\r\nHost: d\r\n\r\n")]
    [TestCase("GET /v1.41/containers/loud/archive?path=/big HTTP/1.1\r\nHost: d\r\n\r\n")]
    [TestCase("GET /v1.41/containers/loud/export HTTP/1.1\r\nHost: d\r\n\r\n")]
    [TestCase("GET /v1.41/images/loud/get HTTP/1.1\r\nHost: d\r\n\r\n")]
    public async Task Whoever_goes_in_the_middle_of_a_long_answer_leaves_nothing(string request)
    {
        await using var site = await HostileSite.Start();
        using var client = site.Client();
        await MakeLoud(client);
        await client.Post("/containers/loud/start");
        await UntilLogged(client, length => length >= WrittenBytes);
        Assert.That((await client.Post("/commit?container=loud&repo=loud")).Status, Is.EqualTo(201));
        foreach (var length in new[] { 0, 1, 100, 10_000, Megabyte })
        {
            using var socket = await site.Connect();
            await socket.SendAsync(Latin(request));
            await Read(socket, length);
            await site.MustAnswer();
        }

        await site.MustBeAtRest();
        using var patient = await site.Connect();
        await patient.SendAsync(Latin(request));
        Assert.That(await Read(patient, 3 * Megabyte), Is.EqualTo(3 * Megabyte));
    }

    /// <summary>A container that writes four megabytes and has a file of as many, made and not started.</summary>
    private static async Task MakeLoud(ApiClient client)
    {
        const string script = "i=0; while [ $i -lt 40 ]; do head -c 100000 /dev/zero; echo; head -c 100000 /dev/zero >> /big; i=$((i+1)); done; sleep 100000";
        Assert.That((await client.Post("/containers/create?name=loud", $$"""{"Image":"busybox","Cmd":["sh","-c","{{script}}"]}""")).Status, Is.EqualTo(201));
    }

    private static async Task<int> Logged(ApiClient client) => (await client.Get("/containers/loud/logs?stdout=1")).Bytes.Length;

    private static async Task UntilLogged(ApiClient client, Func<int, bool> holds)
    {
        using var limit = new CancellationTokenSource(Ample);
        while (!holds(await Logged(client)))
            await Task.Delay(20, limit.Token);
    }

    /// <summary>Reads so many bytes, or to the end.</summary>
    private static async Task<int> Read(Socket socket, int most)
    {
        using var limit = new CancellationTokenSource(Ample);
        var buffer = new byte[65536];
        var total = 0;
        while (total < most && await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(buffer.Length, most - total)), limit.Token) is var length and > 0)
            total += length;
        return total;
    }

    /// <summary>The new names in the renames that come, until there are so many, or one.</summary>
    private static async Task<List<int>> Names(Socket socket, int? count = null, int? until = null)
    {
        using var limit = new CancellationTokenSource(Ample);
        var text = new StringBuilder();
        var buffer = new byte[65536];
        List<int> names = [];
        var place = 0;
        while (names.Count < (count ?? int.MaxValue) && (until is null || !names.Contains(until.Value)))
        {
            var length = await socket.ReceiveAsync(buffer, limit.Token);
            Assert.That(length, Is.Positive, "it is not over");
            text.Append(Encoding.Latin1.GetString(buffer, 0, length));
            var all = text.ToString(place, text.Length - place);
            foreach (Match match in NewName().Matches(all))
            {
                names.Add(int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
                place = text.Length - all.Length + match.Index + match.Length;
            }
        }

        return names;
    }

    // A chunk may end anywhere, so what is looked for is short.
    [GeneratedRegex("\"name\":\"n([0-9]+)\",\"oldName\"")]
    private static partial Regex NewName();

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
