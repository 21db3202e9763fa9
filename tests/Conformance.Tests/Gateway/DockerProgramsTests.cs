using System.Text;
using Conformance.Machine;

namespace Conformance.Tests.Gateway;

/// <summary>The docker programs that are installed, at a served fake daemon: what a person would type.</summary>
[TestFixture("/usr/bin/docker"), TestFixture("/usr/local/bin/docker")]
public class DockerProgramsTests(string program)
{
    private static readonly LocalMachine Host = new();

    [SetUp]
    public void Require()
    {
        if (!File.Exists(program))
            Assert.Ignore($"there is no {program} here");
    }

    [TestCase("$D run --rm busybox echo hi", "hi\n", 0)]
    [TestCase("$D run --rm busybox sh -c 'echo out; echo err >&2; exit 3'", "out\nerr\n", 3)]
    [TestCase("echo data | $D run --rm -i busybox cat", "data\n", 0)]
    [TestCase("seq 1 30000 | $D run --rm -i busybox wc -c", "168894\n", 0)]
    [TestCase("$D run --rm -t busybox sh -c 'echo a; echo b >&2'", "a\r\nb\r\n", 0)]
    [TestCase("$D run --rm hello-world | head -n 2", "\nHello from Docker!\n", 0)]
    [TestCase("$D run --name web busybox echo again >/dev/null; $D start -a web", "again\n", 0)]
    [TestCase("$D run -d --name web busybox sh -c 'sleep 20; echo late; exit 6' >/dev/null; $D attach web", "late\n", 6)]
    [TestCase("$D run -d -t --name web busybox echo a >/dev/null; $D wait web; $D logs web", "0\na\r\n", 0)]
    [TestCase("$D run --rm busybox nosuch >/dev/null 2>&1", "", 127)]
    public Task Programs_run_in_the_foreground(string script, string output, int code) => Holds(script, output, code);

    [TestCase("$D exec web echo hello", "hello\n", 0)]
    [TestCase("$D exec -e A=1 -w /tmp web sh -c 'echo $A $PWD; exit 5'", "1 /tmp\n", 5)]
    [TestCase("$D exec -u nobody web id -u", "65534\n", 0)]
    [TestCase("echo piped | $D exec -i web cat", "piped\n", 0)]
    [TestCase("printf 'echo a\nexit 4\n' | $D exec -i web sh", "a\n", 4)]
    [TestCase("$D exec -t web echo tty", "tty\r\n", 0)]
    [TestCase("$D exec -d web sh -c 'echo x > /tmp/d; sleep 1'; $D exec web sh -c 'sleep 5; cat /tmp/d'", "x\n", 0)]
    [TestCase("$D exec web nosuch >/dev/null", "", 126)]
    [TestCase("$D kill web; $D exec web true 2>&1 | grep -c 'is not running'", "web\n1\n", 0)]
    public Task Commands_run_in_a_container(string script, string output, int code) =>
        Holds("$D run -d --name web busybox sleep 1000000 >/dev/null; " + script, output, code);

    private async Task Holds(string script, string output, int code)
    {
        await using var site = await ServedSite.Start();
        var child = await Host.Processes.Start(new ProcessSpec(["sh", "-c", $"D='{program} -H {site.Address.Text}'\n" + script + " 2>&1"]));
        var exit = await child.Exit;
        Assert.That((Encoding.UTF8.GetString(exit.StandardOutput) + Encoding.UTF8.GetString(exit.StandardError), exit.Code), Is.EqualTo((output, code)));
    }
}
