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

    [TestCase("$D top web | tr -s ' ' | cut -d ' ' -f 1,8", "UID CMD\nroot sleep\n", 0)]
    [TestCase("$D top web -o pid,args | wc -l", "2\n", 0)]
    [TestCase("$D stats --no-stream --format '{{.Name}} {{.MemUsage}} {{.PIDs}}' web", "web 2MiB / 64MiB 1\n", 0)]
    [TestCase("$D kill web; $D top web 2>&1 | grep -c 'is not running'", "web\n1\n", 0)]
    public Task What_runs_and_what_it_uses_is_told(string script, string output, int code) =>
        Holds("$D run -d -m 64m --name web busybox sleep 1000000 >/dev/null; " + script, output, code);

    [TestCase("$D diff web", "C /tmp\nA /tmp/a\nA /work\nA /work/b\n", 0)]
    [TestCase("$D cp web:/work $T; cat $T/work/b", "two\n", 0)]
    [TestCase("$D cp web:/work/. $T; cat $T/b", "two\n", 0)]
    [TestCase("$D cp web:/tmp/a - | tar -xO", "one\n", 0)]
    [TestCase("echo new > $T/f; $D cp $T/f web:/work/g; mkdir $T/d; echo deep > $T/d/h; $D cp $T/d web:/work; $D cp web:/work - | tar -xO work/g work/d/h", "deep\nnew\n", 0)]
    [TestCase("$D cp web:/nope $T 2>/dev/null", "", 1)]
    [TestCase("$D export web | tar -xO tmp/a", "one\n", 0)]
    [TestCase("$D commit -m why web made:1 | cut -c 1-7; $D run --rm made:1 cat /work/b; $D diff $($D create made:1)", "sha256:\ntwo\n", 0)]
    public Task Files_of_a_container_come_and_go(string script, string output, int code) => Holds(
        "T=$(mktemp -d); trap 'rm -r $T' EXIT\n$D run --name web busybox sh -c 'echo one > /tmp/a; mkdir /work; echo two > /work/b'; " + script, output, code);

    private async Task Holds(string script, string output, int code)
    {
        await using var site = await ServedSite.Start();
        var child = await Host.Processes.Start(new ProcessSpec(["sh", "-c", $"D='{program} -H {site.Address.Text}'\n" + script]));
        var exit = await child.Exit;
        Assert.That((Encoding.UTF8.GetString(exit.StandardOutput) + Encoding.UTF8.GetString(exit.StandardError), exit.Code), Is.EqualTo((output, code)));
    }
}
