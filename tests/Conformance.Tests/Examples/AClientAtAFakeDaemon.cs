using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Tests.Examples;

/// <summary>The README's example of a .NET test against the fake daemon; the README shows the body of its test as it is here.</summary>
[TestFixture]
public class AClientAtAFakeDaemon
{
    [Test]
    public async Task A_start_that_was_refused_and_happened_is_noticed()
    {
        await using var daemon = await FakeDaemon.StartAsync();
        daemon.Add(new FaultRule(
            new Trigger { On = "container.start", Container = "web", When = Phase.After },
            new ErrorAction { Status = 500, Message = "context deadline exceeded" }));

        // Your client instead, at daemon.Address: it is what DOCKER_HOST takes.
        using var http = EngineTransport.CreateInvoker(daemon.Address);
        var client = new HttpDockerEngine(http);
        var limit = TimeSpan.FromMinutes(1);
        await client.Call(new CreateContainer("web", new ContainerSpec { Image = "busybox", Cmd = ["sleep", "100"] }), limit, TimeProvider.System);
        Assert.ThrowsAsync<DockerException>(() => client.Call(new StartContainer("web"), limit, TimeProvider.System));

        var found = await client.Call(new InspectContainer("web"), limit, TimeProvider.System);
        Assert.That(found.State.Running, Is.True);
        Assert.That(daemon.History.Events.Select(line => line.Data.Kind), Does.Contain("fault.fired").And.Contain("container.started"));
    }
}
