using System.Net.Sockets;

namespace Conformance.Tests.Cli;

/// <summary>Every mistake gets one clear message with its place and the exit code of its kind; never a stack trace.</summary>
[TestFixture]
public class BadInput
{
    private const int Usage = 64;
    private const int Data = 65;
    private const int Unavailable = 69;

    private const string Good = """
        scenario: a program that ends at once is launched, waited for and removed
        requirements: [LAUNCH-1]
        images:
          tiny: { cmd: ["true"] }
        steps:
          - launch: { container: web, image: tiny }
          - wait: web
        """;

    private static IEnumerable<TestCaseData> WrongScenarios()
    {
        yield return Wrong("an unknown key", Good + "\nstepps: []\n", "8:1", "stepps", "steps");
        yield return Wrong("a wrong type", Good.Replace("[LAUNCH-1]", "{ a: 1 }"), "2:15", "list");
        yield return Wrong("a duplicate key", Good + "\nimages: {}\n", "8:1", "images");
        yield return Wrong("a container launched twice under one name", Good + "\n  - launch: { container: web, image: tiny }\n", "8:", "web");
        yield return Wrong("a fault on an operation that does not exist", Good + "\nfaults:\n  - at: container.crate\n    hang: {}\n", "9:", "container.crate", "container.create");
        yield return Wrong("a duration without unit", Good + "\n  - after: 30\n", "8:12", "30", "30s");
        yield return Wrong("an image that is not in the scenario", Good.Replace("image: tiny", "image: tinny"), "6:", "tinny", "tiny");
        yield return Wrong("a container that is not in the scenario", Good.Replace("wait: web", "wait: wep"), "7:", "wep", "web");
        yield return Wrong("a requirement that does not exist", Good.Replace("LAUNCH-1", "LAUNCH-999"), "2:", "LAUNCH-999");
        yield return Wrong("a cyclic hold", Good + """

            faults:
              - at: container.create
                hold: { until: { on: container.start } }
              - at: container.start
                hold: { until: { on: container.create } }
            """, "", "hold");
        yield return Wrong("no YAML at all", "steps: [", "1:");
        static TestCaseData Wrong(string what, string text, params string[] words) =>
            new TestCaseData(text, words).SetName("A scenario with " + what + " is refused with its place");
    }

    [TestCaseSource(nameof(WrongScenarios))]
    public void A_wrong_scenario_is_refused_with_its_place(string text, string[] words)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("wrong.yaml", text);
        var run = CommandRun.Of("validate", file);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(Data));
            Assert.That(run.Error, Does.Contain("wrong.yaml:"));
            foreach (var word in words)
                Assert.That(run.Error, Does.Contain(word));
            Assert.That(run.Error, Does.Not.Contain("   at "), "no stack trace");
        });
    }

    [Test]
    public void A_right_scenario_is_accepted()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("validate", folder.Write("right.yaml", Good));
        Assert.That((run.Code, run.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public void A_missing_file_is_named() => Refused(Data, ["run", "no-such-file.yaml"], "no-such-file.yaml");

    [Test]
    public void A_folder_without_scenarios_is_named()
    {
        using var folder = new TemporaryFolder();
        Refused(Data, ["run", folder.Path], folder.Path);
    }

    [TestCase("--subject", "refrence", "reference")]
    [TestCase("--subject", "reference@strickt", "strict")]
    [TestCase("--backend", "dokker", "docker")]
    [TestCase("--seed", "seven", "whole number")]
    [TestCase("--seed", "-1", "whole number")]
    [TestCase("--time-scale", "0", "above zero")]
    [TestCase("--jobs", "none", "above zero")]
    [TestCase("--format", "xml", "json")]
    [TestCase("--case", "nothing-like-it", "none of the")]
    public void A_wrong_option_value_is_refused(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        Refused(Usage, ["run", folder.Write("right.yaml", Good), "--out", folder.Path, option, value], value, expected);
    }

    [Test]
    public void An_unknown_command_is_refused_with_the_nearest() => Refused(Usage, ["validat", "x"], "validat", "validate");

    [Test]
    public void An_unknown_option_is_refused() => Refused(Usage, ["run", "x.yaml", "--sed", "1"], "--sed", "--seed");

    [Test]
    public void A_token_that_is_none_is_refused() => Refused(Usage, ["replay", "not-a-token"], "not-a-token");

    [Test]
    public void A_docker_host_that_is_no_address_is_refused()
    {
        using var folder = new TemporaryFolder();
        Refused(Usage, OnDocker(folder, "socket.sock"), "socket.sock", "unix:///");
    }

    [Test]
    public void A_socket_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        var socket = Path.Combine(folder.Path, "none.sock");
        Refused(Unavailable, OnDocker(folder, "unix://" + socket), socket);
    }

    [Test]
    public void A_file_that_is_no_socket_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("file", "");
        Refused(Unavailable, OnDocker(folder, "unix://" + file), file);
    }

    [Test]
    public void A_socket_on_which_nobody_listens_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "dead.sock");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            socket.Bind(new UnixDomainSocketEndPoint(path));
        Refused(Unavailable, OnDocker(folder, "unix://" + path), path);
    }

    [Test]
    public void A_daemon_that_is_too_old_is_told_so()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "old.sock");
        using var daemon = new CannedServer(path, "HTTP/1.1 200 OK\r\nApi-Version: 1.18\r\nContent-Length: 2\r\n\r\nOK");
        Refused(Unavailable, OnDocker(folder, "unix://" + path), "1.18", "1.24");
    }

    private static string[] OnDocker(TemporaryFolder folder, string host) =>
        ["run", folder.Write("right.yaml", Good), "--out", folder.Path, "--backend", "docker", "--docker-host", host];

    private static void Refused(int code, string[] arguments, params string[] words)
    {
        var run = CommandRun.Of(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(code), run.Error);
            foreach (var word in words)
                Assert.That(run.Error, Does.Contain(word));
            Assert.That(run.Error, Does.Not.Contain("   at "), "no stack trace");
        });
    }
}
