using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.Harness.Checks;
using Conformance.Mesos.Messages;
using Network = Conformance.Mesos.Messages.ContainerInfo.Types.DockerInfo.Types.Network;

namespace Conformance.Tests.Checks;

public class DockerOptionsTests
{
    private static readonly Dictionary<string, IReadOnlyList<PortBinding>> Published = new() { ["80/tcp"] = [new PortBinding("", "31000")] };

    [Test]
    public void What_was_asked_for_is_no_difference() => Assert.That(
        Difference(new HostConfig { NetworkMode = "bridge", Privileged = true, PortBindings = Published }), Is.Null);

    [Test]
    public void Each_option_that_is_another_is_told()
    {
        Assert.That(Difference(new HostConfig { NetworkMode = "host", Privileged = true, PortBindings = Published }), Is.EqualTo("network is 'host', expected 'bridge'"));
        Assert.That(Difference(new HostConfig { NetworkMode = "bridge", PortBindings = Published }), Does.StartWith("privileged is false"));
        Assert.That(Difference(new HostConfig { NetworkMode = "bridge", Privileged = true }), Is.EqualTo("port 80/tcp is not published at 31000"));
        Assert.That(Difference(new HostConfig { NetworkMode = "bridge", Privileged = true, PortBindings = Published }, "other"), Is.EqualTo("host name is 'other', the task asked for 'alone'"));
        var more = new Dictionary<string, IReadOnlyList<PortBinding>>(Published) { ["81/tcp"] = [new PortBinding("", "31001")] };
        Assert.That(Difference(new HostConfig { NetworkMode = "bridge", Privileged = true, PortBindings = more }), Is.EqualTo("2 ports are published, the task asked for 1"));
    }

    [Test]
    public void An_old_release_has_the_network_of_the_host_and_nothing_else() => Assert.That(
        DockerOptions.Difference(Asked(), new ContainerSpec { HostConfig = new HostConfig { NetworkMode = "host" } }, Profile.Parse("mesos-0.20.0")!), Is.Null);

    private static string? Difference(HostConfig host, string hostname = "alone") =>
        DockerOptions.Difference(Asked(), new ContainerSpec { Hostname = hostname, HostConfig = host }, Profile.Strict);

    private static ContainerInfo Asked() => new()
    {
        Type = ContainerInfo.Types.Type.Docker,
        Hostname = "alone",
        Docker = new ContainerInfo.Types.DockerInfo
        {
            Image = "i",
            Network = Network.Bridge,
            Privileged = true,
            PortMappings = { new ContainerInfo.Types.DockerInfo.Types.PortMapping { HostPort = 31000, ContainerPort = 80 } },
        },
    };
}
