using System.Net;
using System.Net.Sockets;
using Conformance.Cli;

namespace Conformance.Tests.Cli;

/// <summary>Where <c>conformance daemon</c> listens, where it does not, and what else it refuses.</summary>
[TestFixture]
public class DaemonPlaces
{
    private const int Usage = 64;

    [TestCase(new[] { "--tcp", "0.0.0.0:2375" }, "can be reached from other hosts", "--expose")]
    [TestCase(new[] { "--tcp", "[::]:2375" }, "can be reached from other hosts", "127.0.0.1:2375")]
    [TestCase(new[] { "--tcp", "localhost:2375" }, "expected an address in numbers", "127.0.0.1:2375")]
    [TestCase(new[] { "--tcp", "127.0.0.1" }, "expected tcp://HOST:PORT", "port")]
    [TestCase(new string[0], "needs a place to listen", "--socket")]
    [TestCase(new[] { "--socket", "a", "--tcp", "127.0.0.1:2375" }, "in one place", "not both")]
    [TestCase(new[] { "--socket", "a", "--personality", "remove-bussy" }, "--personality 'remove-bussy'", "did you mean 'remove-busy'?")]
    public void What_it_does_not_take_is_refused_with_what_it_takes(string[] arguments, string what, string instead)
    {
        var run = CommandRun.Of(["daemon", .. arguments]);
        Assert.That(run.Code, Is.EqualTo(Usage));
        Assert.That(run.Error, Does.Contain(what).And.Contain(instead).And.Not.Contain("   at "));
    }

    [TestCase("0.0.0.0", true)]
    [TestCase("127.0.0.1", false)]
    public void An_exposed_daemon_listens_and_warns_in_one_line(string host, bool warns)
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextWriter.Null, error, false, new CancellationToken(canceled: true));
        Assert.That(CommandLine.Run(["daemon", "--tcp", $"{host}:{FreePort()}", "--expose"], terminal), Is.Zero);
        var lines = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines.Count(line => line.Contains("warning", StringComparison.Ordinal)), Is.EqualTo(warns ? 1 : 0));
        Assert.That(lines[^1], Does.Contain("DOCKER_HOST=tcp://" + host));
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
