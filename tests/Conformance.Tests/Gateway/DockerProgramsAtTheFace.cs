using System.Text;
using Conformance.Machine;

namespace Conformance.Tests.Gateway;

/// <summary>The real docker programs, old and new, at the fake daemon: what they print and how they end.</summary>
[TestFixture("/usr/bin/docker"), TestFixture("/usr/local/bin/docker")]
public class DockerProgramsAtTheFace(string program)
{
    private static readonly LocalMachine Host = new();

    [SetUp]
    public void NeedsTheProgram()
    {
        if (!File.Exists(program))
            Assert.Ignore($"there is no {program}");
    }

    [Test]
    public async Task Info_and_version_are_printed_without_complaint()
    {
        await using var site = await ApiSite.Start();
        var info = await Run(site, "info", "--format", "{{.ServerVersion}} {{.Containers}} {{.Driver}} {{.Swarm.LocalNodeState}}");
        Assert.That((info.Code, info.Output), Is.EqualTo((0, "20.10.24 0 vfs inactive\n")));
        Assert.That((await Run(site, "info")).Output, Does.Contain("Server Version: 20.10.24"));
        var version = await Run(site, "version", "--format", "{{.Server.Version}} {{.Server.APIVersion}} {{(index .Server.Components 0).Name}}");
        Assert.That((version.Code, version.Output), Is.EqualTo((0, "20.10.24 1.41 Engine\n")), version.Error);
    }

    [Test]
    public async Task A_network_is_made_used_and_removed()
    {
        await using var site = await ApiSite.Start();
        Assert.That((await Run(site, "network", "create", "--subnet", "10.9.0.0/24", "net")).Code, Is.Zero);
        Assert.That((await Run(site, "run", "-d", "--name", "web", "--network", "net", "busybox", "sleep", "1000")).Code, Is.Zero);
        Assert.That((await Run(site, "inspect", "-f", "{{.NetworkSettings.Networks.net.IPAddress}}", "web")).Output, Is.EqualTo("10.9.0.2\n"));
        var refused = await Run(site, "network", "rm", "net");
        Assert.That(refused.Code, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain("has active endpoints"));
        Assert.That((await Run(site, "network", "disconnect", "net", "web")).Code, Is.Zero);
        Assert.That((await Run(site, "network", "ls", "--format", "{{.Name}} {{.Driver}}")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EquivalentTo(
            new[] { "bridge bridge", "host host", "none null", "net bridge" }));
        Assert.That((await Run(site, "network", "rm", "net")).Output, Is.EqualTo("net\n"));
    }

    [Test]
    public async Task A_volume_is_made_used_and_removed()
    {
        await using var site = await ApiSite.Start();
        Assert.That((await Run(site, "volume", "create", "data")).Output, Is.EqualTo("data\n"));
        Assert.That((await Run(site, "create", "--name", "web", "-v", "data:/d", "busybox")).Code, Is.Zero);
        Assert.That((await Run(site, "volume", "rm", "data")).Error, Does.Contain("volume is in use"));
        Assert.That((await Run(site, "rm", "web")).Code, Is.Zero);
        Assert.That((await Run(site, "volume", "ls", "-q")).Output, Is.EqualTo("data\n"));
        Assert.That((await Run(site, "volume", "rm", "data")).Output, Is.EqualTo("data\n"));
    }

    [Test]
    public async Task Containers_are_listed_with_ports_and_sizes_renamed_updated_and_pruned()
    {
        await using var site = await ApiSite.Start();
        Assert.That((await Run(site, "run", "-d", "--name", "web", "-p", "127.0.0.1:8080:80", "--restart", "always", "busybox", "sleep", "1000")).Code, Is.Zero);
        Assert.That((await Run(site, "ps", "--format", "{{.Names}} {{.Ports}} {{.Status}}")).Output, Does.Match("^web 127.0.0.1:8080->80/tcp Up .*\n$"));
        Assert.That((await Run(site, "ps", "-s", "--format", "{{.Size}}")).Output, Does.Contain("virtual"));
        Assert.That((await Run(site, "rename", "web", "other")).Code, Is.Zero);
        Assert.That((await Run(site, "update", "--restart", "no", "--memory", "64m", "--memory-swap", "128m", "other")).Output, Is.EqualTo("other\n"));
        Assert.That((await Run(site, "inspect", "-f", "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.Memory}}", "other")).Output, Is.EqualTo("no 67108864\n"));
        Assert.That((await Run(site, "stop", "-t", "0", "other")).Code, Is.Zero);
        Assert.That((await Run(site, "container", "prune", "-f")).Output, Does.StartWith("Deleted Containers:\n"));
    }

    [Test]
    public async Task An_image_goes_through_save_load_tag_history_and_rmi()
    {
        using var folder = new TemporaryFolder();
        var archive = Path.Combine(folder.Path, "busybox.tar");
        await using var site = await ApiSite.Start();
        Assert.That((await Run(site, "save", "-o", archive, "busybox")).Code, Is.Zero);
        Assert.That((await Run(site, "rmi", "busybox")).Output, Does.StartWith("Untagged: busybox:latest\nDeleted: sha256:"));
        Assert.That((await Run(site, "load", "-q", "-i", archive)).Output, Is.EqualTo("Loaded image: busybox:latest\n"));
        Assert.That((await Run(site, "tag", "busybox", "b/c:1")).Code, Is.Zero);
        Assert.That((await Run(site, "images", "--format", "{{.Repository}}:{{.Tag}}", "b/c")).Output, Is.EqualTo("b/c:1\n"));
        Assert.That((await Run(site, "history", "-q", "b/c:1")).Output, Does.Match("^[0-9a-f]{12}\n$"));
        Assert.That((await Run(site, "import", "-c", "CMD [\"true\"]", archive, "imported:1")).Output, Does.Match("^sha256:[0-9a-f]{64}\n$"));
        Assert.That((await Run(site, "system", "df", "--format", "{{.Type}} {{.TotalCount}}")).Output, Does.Match("^Images [1-9]"));
        Assert.That((await Run(site, "image", "prune", "-af")).Output, Does.StartWith("Deleted Images:\n"));
        var searched = await Run(site, "search", "busybox");
        Assert.That(searched.Code, Is.EqualTo(1));
        Assert.That(searched.Error, Does.Contain("no such host"));
    }

    private async Task<(int Code, string Output, string Error)> Run(ApiSite site, params string[] arguments)
    {
        var child = await Host.Processes.Start(new ProcessSpec([program, "-H", site.Daemon.Address.Text, .. arguments]));
        var exit = await child.Exit;
        return (exit.Code ?? -1, Encoding.UTF8.GetString(exit.StandardOutput), Encoding.UTF8.GetString(exit.StandardError));
    }
}
