using Conformance.Docker;

namespace Conformance.Tests.Docker;

[TestFixture]
public class DockerArgumentsTests
{
    private static readonly DockerArguments Plain = new();

    private static readonly RunSpec Task = new()
    {
        Name = "mesos-1",
        Image = "busybox",
        CpuShares = 512,
        MemoryBytes = 67108864,
        Environment = [new("A", "b c"), new("A", "2"), new("MESOS_SANDBOX", "/mnt/mesos/sandbox")],
        Volumes = ["/h:/c:ro", "/work/run:/mnt/mesos/sandbox"],
    };

    [Test]
    public void Run_of_mesos_0_20_0_hands_the_shell_to_the_image()
    {
        var spec = Task with { Arguments = ["/bin/sh", "-c", "echo $A"] };
        Assert.That(Plain.Run(spec), Is.EqualTo(new[]
        {
            "docker", "run", "-d", "-c", "512", "-m", "67108864", "-e", "A=b c", "-e", "A=2", "-e", "MESOS_SANDBOX=/mnt/mesos/sandbox",
            "-v", "/h:/c:ro", "-v", "/work/run:/mnt/mesos/sandbox", "--net", "host", "--name", "mesos-1", "busybox",
            "/bin/sh", "-c", "echo $A",
        }));
    }

    [Test]
    public void Run_of_mesos_0_20_1_overrides_the_entrypoint_and_maps_ports()
    {
        var spec = Task with { Network = "bridge", Ports = ["31000:80/tcp", "31001:81"], Entrypoint = "/bin/sh", Arguments = ["-c", "echo $A"] };
        Assert.That(Plain.Run(spec), Is.EqualTo(new[]
        {
            "docker", "run", "-d", "-c", "512", "-m", "67108864", "-e", "A=b c", "-e", "A=2", "-e", "MESOS_SANDBOX=/mnt/mesos/sandbox",
            "-v", "/h:/c:ro", "-v", "/work/run:/mnt/mesos/sandbox", "--net", "bridge", "-p", "31000:80/tcp", "-p", "31001:81",
            "--entrypoint", "/bin/sh", "--name", "mesos-1", "busybox", "-c", "echo $A",
        }));
    }

    [Test]
    public void Run_with_everything_keeps_the_order_of_later_versions()
    {
        var spec = new RunSpec
        {
            Name = "n",
            Image = "i",
            Privileged = true,
            Labels = [new("k", "v")],
            Network = "none",
            Hostname = "h",
            Parameters = [new("ulimit", "nofile=1")],
        };
        Assert.That(new DockerArguments("/usr/bin/docker", "unix:///x").Run(spec), Is.EqualTo(new[]
        {
            "/usr/bin/docker", "-H", "unix:///x", "run", "-d", "--privileged", "--label", "k=v", "--net", "none", "--hostname", "h",
            "--ulimit=nofile=1", "--name", "n", "i",
        }));
    }

    [Test]
    public void A_run_without_resources_and_arguments_names_neither() => Assert.That(
        Plain.Run(new RunSpec { Name = "n", Image = "i" }),
        Is.EqualTo(new[] { "docker", "run", "-d", "--net", "host", "--name", "n", "i" }));

    [Test]
    public void The_other_commands_are_those_of_mesos()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Line(Plain.Pull("busybox:latest")), Is.EqualTo("docker pull busybox:latest"));
            Assert.That(Line(Plain.Kill("n", 9)), Is.EqualTo("docker kill n"));
            Assert.That(Line(Plain.Kill("n", 15)), Is.EqualTo("docker kill --signal 15 n"));
            Assert.That(Line(Plain.Remove("n", force: false, volumes: false)), Is.EqualTo("docker rm n"));
            Assert.That(Line(Plain.Remove("n", force: true, volumes: false)), Is.EqualTo("docker rm -f n"));
            Assert.That(Line(Plain.Remove("n", force: true, volumes: true)), Is.EqualTo("docker rm -f -v n"));
            Assert.That(Line(Plain.Inspect("n")), Is.EqualTo("docker inspect --type container n"));
            Assert.That(Line(Plain.InspectImage("i:1")), Is.EqualTo("docker inspect --type image i:1"));
            Assert.That(Line((Plain with { IsTyped = false }).Inspect("n")), Is.EqualTo("docker inspect n"));
            Assert.That(Line((Plain with { IsTyped = false }).InspectImage("i:1")), Is.EqualTo("docker inspect i:1"));
            Assert.That(Line(Plain.Stop("n", TimeSpan.FromMilliseconds(4100))), Is.EqualTo("docker stop -t 5 n"));
            Assert.That(Line(Plain.Wait("n")), Is.EqualTo("docker wait n"));
            Assert.That(Line(Plain.Unpause("n")), Is.EqualTo("docker unpause n"));
            Assert.That(Line(Plain.Logs("n", follow: false)), Is.EqualTo("docker logs n"));
            Assert.That(Line(Plain.Logs("n", follow: true)), Is.EqualTo("docker logs --follow n"));
            Assert.That(Line(Plain.Version()), Is.EqualTo("docker version --format {{.Server.Version}}"));
        });
    }

    [Test]
    public void A_list_asks_for_all_states_and_whole_ids() => Assert.That(
        Plain.List(EngineFilters.Of("label", "k", "a=b")),
        Is.EqualTo(new[] { "docker", "ps", "-a", "--no-trunc", "--filter", "label=k", "--filter", "label=a=b", "--format", DockerArguments.ListFormat }));

    private static string Line(IReadOnlyList<string> words) => string.Join(' ', words);
}
