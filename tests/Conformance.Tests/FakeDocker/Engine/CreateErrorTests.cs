using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>What create refuses, word for word, and what it does not check.</summary>
[TestFixture]
public sealed class CreateErrorTests
{
    private static ContainerSpec With(HostConfig host) => EngineWorld.Spec("true") with { HostConfig = host };

    private static ContainerSpec Bind(params string[] binds) => With(new HostConfig { Binds = binds });

    private static ContainerSpec Policy(string name, int count = 0, bool autoRemove = false) =>
        With(new HostConfig { RestartPolicy = new RestartPolicy(name, count), AutoRemove = autoRemove });

    private static IEnumerable<TestCaseData> Refusals()
    {
        TestCaseData Case(string what, ContainerSpec spec, int status, string message) =>
            new TestCaseData(spec, status, message).SetArgDisplayNames(what);
        var plain = EngineWorld.Spec("true");
        yield return Case("empty", new ContainerSpec(), 400, "Config cannot be empty in order to create a container");
        yield return Case("empty but host", new ContainerSpec { HostConfig = new HostConfig() }, 400, "Config cannot be empty in order to create a container");
        yield return Case("no command", new ContainerSpec { Image = "bare" }, 400, "No command specified");
        yield return Case("image missing", new ContainerSpec { Image = "x" }, 404, "No such image: x:latest");
        yield return Case("image with tag missing", new ContainerSpec { Image = "h:5000/x:1" }, 404, "No such image: h:5000/x:1");
        yield return Case("upper case", new ContainerSpec { Image = "BusyBox" }, 400, "invalid reference format: repository name must be lowercase");
        yield return Case("memory", With(new HostConfig { Memory = 6291455 }), 400, "Minimum memory limit allowed is 6MB");
        yield return Case("swap", With(new HostConfig { Memory = 64 << 20, MemorySwap = 32 << 20 }), 400, "Minimum memoryswap limit should be larger than memory limit, see usage");
        yield return Case("environment", plain with { Env = ["=x"] }, 400, "invalid environment variable: =x");
        yield return Case("policy", Policy("bogus"), 400, "invalid restart policy 'bogus'");
        yield return Case("policy with count", Policy("always", 3), 400, "maximum retry count cannot be used with restart policy 'always'");
        yield return Case("policy and AutoRemove", Policy("always", autoRemove: true), 400, "can't create 'AutoRemove' container with restart policy");
        yield return Case("duplicate mount", Bind("/a:/x", "/b:/x"), 400, "Duplicate mount point: /x");
        yield return Case("mode", Bind("/a:/x:badmode"), 500, "invalid mode: badmode");
        yield return Case("relative target", Bind("rel:mnt"), 500, "invalid volume specification: 'rel:mnt': invalid mount config for type \"volume\": invalid mount path: 'mnt' mount path must be absolute");
        yield return Case("root target", Bind("/a:/"), 500, "invalid volume specification: '/a:/': invalid mount config for type \"bind\": invalid specification: destination can't be '/'");
        yield return Case("working folder", plain with { WorkingDir = "rel" }, 400, "the working directory 'rel' is invalid, it needs to be an absolute path");
        yield return Case("stop signal", plain with { StopSignal = "BAD" }, 400, "Invalid signal: BAD");
        yield return Case("log driver", With(new HostConfig { LogConfig = new LogConfig("bogus") }), 400, "error looking up logging plugin bogus: plugin \"bogus\" not found");
        yield return Case("port", With(new HostConfig { PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>> { ["99999"] = [] } }), 400, "invalid port specification: \"99999\"");
    }

    [TestCaseSource(nameof(Refusals))]
    public void Create_refuses(ContainerSpec spec, int status, string message)
    {
        var sim = new EngineWorld();
        sim.Host.AddImage("bare");
        sim.Run(async () =>
        {
            Assert.That(await sim.Refused(new CreateContainer("web", spec)), Is.EqualTo((status, message)));
            Assert.That(sim.Host.Truth.Containers, Is.Empty);
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
        });
    }

    [TestCase("a")]
    [TestCase("-ab")]
    [TestCase("a b")]
    [TestCase("a/b")]
    public void A_bad_name_is_400(string name)
    {
        var sim = new EngineWorld();
        sim.Run(async () => Assert.That(
            await sim.Refused(new CreateContainer(name, EngineWorld.Spec("true"))),
            Is.EqualTo((400, $"Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"))));
    }

    [Test]
    public void A_name_that_is_taken_is_409_with_its_owner()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = (await sim.Call(new CreateContainer("/web", EngineWorld.Spec("true")))).Id;
            Assert.That(id, Does.Match("^[0-9a-f]{64}$"));
            Assert.That(await sim.Refused(new CreateContainer("web", EngineWorld.Spec("true"))), Is.EqualTo(
                (409, $"Conflict. The container name \"/web\" is already in use by container \"{id}\". You have to remove (or rename) that container to be able to reuse that name.")));
            await sim.Call(new RemoveContainer("web"));
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")));
        });
    }

    [Test]
    public void Without_a_name_one_is_made()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = (await sim.Call(new CreateContainer(null, EngineWorld.Spec("true")))).Id;
            Assert.That((await sim.Call(new InspectContainer(id))).Name, Does.Match("^/[a-z]+_[a-z]+$"));
        });
    }

    [TestCase("nosuchnetwork", 404, "network nosuchnetwork not found")]
    [TestCase("container:other", 404, "No such container: other")]
    public void A_missing_network_is_found_out_at_start(string mode, int status, string message)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", With(new HostConfig { NetworkMode = mode })));
            Assert.That(await sim.Refused(new StartContainer("web")), Is.EqualTo((status, message)));
            Assert.That((await sim.State("web")).ExitCode, Is.EqualTo(128));
        });
    }

    [Test]
    public void A_missing_user_is_found_out_at_start()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", EngineWorld.Spec("true") with { User = "x" }));
            Assert.That(await sim.Refused(new StartContainer("web")), Is.EqualTo((500, "unable to find user x: no matching entries in passwd file")));
            Assert.That((await sim.State("web")).ExitCode, Is.EqualTo(128));
        });
    }

    [Test]
    public void Odd_shares_are_not_checked_and_swap_is_twice_the_memory()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", With(new HostConfig { CpuShares = -1, Memory = 64 << 20 })));
            var host = (await sim.Call(new InspectContainer("web"))).HostConfig;
            Assert.That((host.CpuShares, host.MemorySwap, host.LogConfig!.Type), Is.EqualTo((-1L, 128L << 20, "json-file")));
        });
    }

    [Test]
    public void A_missing_bind_source_is_made_at_start()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new CreateContainer("web", Bind("/data/web:/data") with { Cmd = ["sh", "-c", "echo hello > /data/file"] }));
            Assert.That(await sim.Machine.Disk.Look("/data/web"), Is.Null);
            await sim.Call(new StartContainer("web"));
            await sim.Waited("web");
            Assert.That(await sim.Machine.Disk.Read("/data/web/file"), Is.EqualTo("hello\n"u8.ToArray()));
        });
    }
}
