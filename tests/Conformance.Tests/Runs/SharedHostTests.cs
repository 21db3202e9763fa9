using System.Text;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Tests.Runs;

/// <summary>What containers of a fake daemon and this host have in common in a run: a folder, the loopback, processes that stand for them.</summary>
[TestFixture]
public class SharedHostTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly LocalProcesses Processes = new();

    [Test]
    public async Task A_mounted_folder_of_this_host_is_read_and_written()
    {
        await using var site = await Site.Start();
        Directory.CreateDirectory(site.At("box"));
        await File.WriteAllTextAsync(site.At("box/in"), "asked\n");
        await site.Run("reader", "cat /box/in > /box/out; echo answered >> /box/out", $"{site.At("box")}:/box");
        await site.End("reader");
        Assert.That(await File.ReadAllTextAsync(site.At("box/out")), Is.EqualTo("asked\nanswered\n"));
    }

    [Test]
    public async Task A_process_of_this_host_stands_for_a_container_as_long_as_it_runs()
    {
        await using var site = await Site.Start();
        await site.Run("web", "sleep 1000");
        var identity = await site.Process("web");
        await site.Client.Call(new KillContainer("web"), Limit, TimeProvider.System);
        await site.End("web");
        Assert.That((await Processes.Find(identity.Pid))?.Identity, Is.Not.EqualTo(identity));
    }

    [Test]
    public async Task A_signal_to_that_process_ends_the_container()
    {
        await using var site = await Site.Start();
        await site.Run("web", "sleep 1000");
        await Processes.Signal(await site.Process("web"), Signals.Kill);
        Assert.That(await site.End("web"), Is.EqualTo(137));
    }

    [Test]
    public async Task A_container_on_the_hosts_network_listens_on_the_loopback_of_this_host_until_it_ends()
    {
        await using var site = await Site.Start();
        var network = new LocalNetwork();
        var address = LocalNetwork.FreeAddress();
        await site.Run("web", $"printf 'HTTP/1.1 200 OK\\r\\n\\r\\nhello' > /answer; nc -ll -p {address.Split(':')[1]} -e cat /answer");
        Assert.That(Encoding.ASCII.GetString((await Answer(network, address)).Body.Span), Is.EqualTo("hello"));

        await site.Client.Call(new KillContainer("web"), Limit, TimeProvider.System);
        await network.Link(address).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.ThrowsAsync<NetworkException>(() => network.Send(new HttpCall("GET", address, "/"), Limit));
    }

    [Test]
    public async Task A_container_on_the_hosts_network_reaches_who_listens_on_the_loopback_of_this_host()
    {
        await using var site = await Site.Start();
        using var listener = await new LocalNetwork().Listen("127.0.0.1:0", call => Task.FromResult(new HttpAnswer(200, Encoding.ASCII.GetBytes(call.Path))));
        await site.Run("web", $"test \"$(wget -q -O - http://{listener.Address}/here)\" = /here && exit 7");
        Assert.That(await site.End("web"), Is.EqualTo(7));
    }

    /// <summary>Asks until somebody listens.</summary>
    private static async Task<HttpAnswer> Answer(LocalNetwork network, string address)
    {
        while (true)
        {
            try
            {
                return await network.Send(new HttpCall("GET", address, "/"), Limit);
            }
            catch (NetworkException exception) when (exception.Failure == NetworkFailure.Refused)
            {
                await Task.Delay(1);
            }
        }
    }

    private sealed class Site : IAsyncDisposable
    {
        private readonly OwnedFolder folder;
        private readonly FakeDaemon daemon;
        private readonly HttpMessageInvoker http;

        private Site(OwnedFolder folder, FakeDaemon daemon)
        {
            (this.folder, this.daemon) = (folder, daemon);
            http = EngineTransport.CreateInvoker(daemon.Address);
            Client = new HttpDockerEngine(http);
        }

        public HttpDockerEngine Client { get; }

        public static async Task<Site> Start()
        {
            var folder = OwnedFolder.Create();
            Directory.CreateDirectory(folder.At("run"));
            return new Site(folder, await FakeDaemon.StartAsync(new FakeDaemonOptions { SharedFolder = folder.At("run"), Seed = (ulong)Random.Shared.NextInt64() }));
        }

        public string At(string name) => folder.At("run/" + name);

        public async Task Run(string name, string script, params string[] binds)
        {
            var host = new HostConfig { NetworkMode = "host", Binds = binds };
            await Client.Call(new CreateContainer(name, new ContainerSpec { Image = "busybox", Cmd = ["sh", "-c", script], HostConfig = host }), Limit, TimeProvider.System);
            await Client.Call(new StartContainer(name), Limit, TimeProvider.System);
        }

        public async Task<ProcessIdentity> Process(string name)
        {
            var found = await Client.Call(new InspectContainer(name), Limit, TimeProvider.System);
            var process = await Processes.Find(found.State.Pid);
            Assert.That(process, Is.Not.Null, $"pid {found.State.Pid}");
            return process!.Identity;
        }

        /// <summary>Waits for its end: the exit code.</summary>
        public async Task<int> End(string name)
        {
            while (true)
            {
                var found = await Client.Call(new InspectContainer(name), Limit, TimeProvider.System);
                if (!found.State.Running)
                    return found.State.ExitCode;
                await Task.Delay(5);
            }
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await daemon.DisposeAsync();
            folder.Delete();
        }
    }
}
