using System.Net;
using System.Net.Sockets;
using Conformance.Docker;
using Conformance.Gateway;

namespace Conformance.Tests.Gateway;

public class EngineTransportTests
{
    [TestCase("/var/run/docker.sock", "did you mean unix:///var/run/docker.sock?")]
    [TestCase("unix://docker.sock", "must be absolute")]
    [TestCase("tcp://127.0.0.1", "port from 1 to 65535")]
    [TestCase("tcp://127.0.0.1:0", "port from 1 to 65535")]
    [TestCase("tcp://127.0.0.1:99999", "port from 1 to 65535")]
    [TestCase("http://x:1", "expected unix:///path or tcp://127.0.0.1:PORT")]
    public void A_bad_address_is_a_usage_error_that_says_why(string text, string why) => Assert.That(
        () => DockerAddress.Parse(text),
        Throws.TypeOf<EnvironmentException>()
            .With.Property(nameof(EnvironmentException.ExitCode)).EqualTo(64)
            .And.Message.Contains(why).And.Message.Contains(text));

    [Test]
    public void A_socket_path_that_the_kernel_would_refuse_is_refused_first() => Assert.That(
        () => DockerAddress.OfSocket("/" + new string('x', 107)),
        Throws.TypeOf<EnvironmentException>().With.Message.Contains("107 bytes"));

    [Test]
    public void A_missing_socket_is_said_to_be_missing() => Assert.That(
        async () => await EngineTransport.Probe(DockerAddress.OfSocket("/tmp/no-such-socket")),
        Lacks("there is no socket /tmp/no-such-socket"));

    [Test]
    public void A_file_that_is_no_socket_is_said_to_be_none()
    {
        var file = Path.GetTempFileName();
        Assert.That(async () => await EngineTransport.Probe(DockerAddress.OfSocket(file)), Lacks($"{file} is not a socket"));
        File.Delete(file);
    }

    [Test]
    public void A_folder_is_said_to_be_one() => Assert.That(
        async () => await EngineTransport.Probe(DockerAddress.OfSocket("/tmp")), Lacks("is a folder"));

    [Test]
    public void A_socket_that_nobody_listens_on_is_said_to_be_deserted()
    {
        using var folder = new TemporaryFolder();
        using var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(folder.At("t")));
        Assert.That(async () => await EngineTransport.Probe(DockerAddress.OfSocket(folder.At("t"))), Lacks("nobody listens"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Each_call_has_a_connection_of_its_own(bool unix)
    {
        using var folder = new TemporaryFolder();
        await using var server = unix ? new RawServer(folder.At("d.sock")) : new RawServer(IPAddress.Loopback);
        using var client = EngineTransport.CreateInvoker(server.Address);
        for (var call = 0; call < 2; call++)
        {
            var connection = server.Accept();
            var reply = client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://docker/_ping"), default);
            var peer = await connection;
            await peer.ReadHead();
            await peer.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
            Assert.That(await (await reply).Content.ReadAsStringAsync(), Is.EqualTo("OK"));
            Assert.That(await peer.ReadToEnd(), Is.Empty, "the connection is not kept");
        }
    }

    [Test]
    public async Task A_stream_has_an_end()
    {
        using var folder = new TemporaryFolder();
        await using var server = new RawServer(folder.At("d.sock"));
        using var client = EngineTransport.CreateInvoker(server.Address);
        var serving = Serve();
        var stream = await new HttpDockerEngine(client).Call(new WaitContainer("web"));
        Assert.That((await stream.Next())!.StatusCode, Is.EqualTo(3));
        Assert.That(await stream.Next(), Is.Null);
        await serving;

        async Task Serve()
        {
            var ping = await server.Accept();
            await ping.ReadHead();
            await ping.Write("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 0\r\n\r\n");
            var wait = await server.Accept();
            await wait.ReadHead();
            await wait.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n{\"StatusCode\":3}\n\r\n0\r\n\r\n");
        }
    }

    private static NUnit.Framework.Constraints.IResolveConstraint Lacks(string why) =>
        Throws.TypeOf<EnvironmentException>().With.Property(nameof(EnvironmentException.ExitCode)).EqualTo(69).And.Message.Contains(why);
}
