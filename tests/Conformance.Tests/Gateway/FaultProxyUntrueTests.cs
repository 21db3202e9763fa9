using System.Net.Sockets;
using Conformance.Faults;

namespace Conformance.Tests.Gateway;

/// <summary>Answers that the proxy gives or changes, and a daemon that is not there.</summary>
public class FaultProxyUntrueTests
{
    private const string Inspect = "GET /v1.41/containers/web/json HTTP/1.1\r\n\r\n";
    private const string Wait = "POST /v1.41/containers/web/wait HTTP/1.1\r\n\r\n";

    [Test]
    public async Task A_pretended_success_never_reaches_the_daemon_and_leaves_the_connection_open()
    {
        await using var bench = new ProxyBench();
        bench.Judge.Before = new PretendDone();
        var client = await bench.Connect();
        await client.Write("POST /containers/web/stop HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
        Assert.That(await client.ReadHead(), Is.EqualTo("HTTP/1.1 204 No Content\r\nApi-Version: 1.41\r\n\r\n"));
        bench.Judge.Before = FaultEffect.Proceed;
        await client.Write(Inspect);
        Assert.That(await (await bench.Daemon.Accept()).ReadHead(), Is.EqualTo(Inspect), "it is the first that the daemon hears");
    }

    [Test]
    public async Task A_stale_answer_is_the_daemons_last_one()
    {
        await using var bench = new ProxyBench();
        var client = await bench.Connect();
        await client.Write(Inspect);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"Id\":1}\n");
        await client.ReadHead();
        Assert.That(await client.Read(9), Is.EqualTo("{\"Id\":1}\n"));
        bench.Judge.Before = new AnswerStale();
        await client.Write(Inspect);
        Assert.That(await client.ReadHead(), Does.Contain("Content-Length: 9\r\n"));
        Assert.That(await client.Read(9), Is.EqualTo("{\"Id\":1}\n"));
    }

    [Test]
    public async Task A_rewritten_exit_code_goes_with_all_else_of_the_answer()
    {
        await using var bench = new ProxyBench();
        bench.Judge.Before = await Rewriting(255);
        var client = await bench.Connect();
        await client.Write(Inspect);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2e\r\n{\"State\":{\"Running\":false,\"ExitCode\":0},\"A\":1}\r\n0\r\n\r\n");
        const string Changed = "{\"State\":{\"Running\":false,\"ExitCode\":255},\"A\":1}\n";
        Assert.That(await client.ReadHead(), Does.Contain($"Content-Length: {Changed.Length}\r\n"));
        Assert.That(await client.Read(Changed.Length), Is.EqualTo(Changed));
    }

    [Test]
    public async Task A_rewritten_code_of_a_wait_comes_when_the_daemon_answers_and_its_head_before()
    {
        await using var bench = new ProxyBench();
        bench.Judge.Before = await Rewriting(-1);
        var client = await bench.Connect();
        await client.Write(Wait);
        var daemon = await bench.Daemon.Accept();
        await daemon.ReadHead();
        await daemon.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        await client.ReadHead();
        await daemon.Write("11\r\n{\"StatusCode\":7}\n\r\n0\r\n\r\n");
        Assert.That(await client.Read(24), Is.EqualTo("12\r\n{\"StatusCode\":-1}\n\r\n"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_proxy_that_has_left_is_as_gone_as_its_daemon_and_comes_back(bool withSocket)
    {
        await using var bench = new ProxyBench();
        await bench.Proxy.Leave(withSocket);
        var error = Assert.ThrowsAsync<SocketException>(() => bench.Connect());
        Assert.That(error.SocketErrorCode, Is.EqualTo(withSocket ? SocketError.AddressNotAvailable : SocketError.ConnectionRefused));
        bench.Proxy.Listen();
        Assert.DoesNotThrowAsync(() => bench.Connect());
    }

    private static async Task<FaultEffect> Rewriting(int code) =>
        await new RewriteExitAction { Code = code }.Perform(new Edge("container.inspect", null, null, Conformance.Machine.Phase.Before), null!, null!);
}
