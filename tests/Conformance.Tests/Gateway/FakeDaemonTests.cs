using System.Net.Sockets;
using System.Text;
using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Gateway;

/// <summary>The fake daemon behind its socket, asked by the client that real daemons are asked with.</summary>
[TestFixture]
public class FakeDaemonTests
{
    private const double Quick = 50;
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);

    [Test]
    public async Task A_container_lives_its_life_behind_the_socket()
    {
        await using var site = await Site.Start();
        var id = (await site.Call(new CreateContainer("web", Shell("echo out; echo err >&2; exit 7")))).Id;
        await using var waiting = await site.Open(new WaitContainer(id, WaitCondition.NextExit));
        await site.Call(new StartContainer("web"));
        Assert.That((await waiting.Next())!.StatusCode, Is.EqualTo(7));
        Assert.That((await site.Call(new InspectContainer("web"))).State.Status, Is.EqualTo("exited"));
        Assert.That((await site.Call(new ListContainers(All: true)))[0].Id, Is.EqualTo(id));

        await using var logs = await site.Open(new ReadLogs(id));
        var frames = new[] { await logs.Next(), await logs.Next() }.OrderBy(frame => frame!.Stream).Select(frame => Encoding.UTF8.GetString(frame!.Payload));
        Assert.That(frames, Is.EqualTo(new[] { "out\n", "err\n" }));
        Assert.That(await logs.Next(), Is.Null);

        await site.Call(new RemoveContainer("web"));
        Assert.That(await site.Call(new ListContainers(All: true)), Is.Empty);
    }

    [Test]
    public async Task The_head_of_wait_comes_before_the_container_is_started()
    {
        await using var site = await Site.Start();
        var id = (await site.Call(new CreateContainer("web", Shell("exit 0")))).Id;
        await using var waiting = await site.Open(new WaitContainer(id, WaitCondition.NextExit));
        Assert.That((await site.Call(new InspectContainer(id))).State.Status, Is.EqualTo("created"));
    }

    [Test]
    public async Task An_error_has_the_status_and_the_words_of_a_daemon()
    {
        await using var site = await Site.Start();
        var failure = Assert.ThrowsAsync<DockerException>(() => site.Call(new StartContainer("nowhere")));
        Assert.That((failure!.Status, failure.Message), Is.EqualTo((404, "No such container: nowhere")));
    }

    [TestCase("GET /v1.42/_ping HTTP/1.1", "400", "{\"message\":\"client version 1.42 is too new. Maximum supported API version is 1.41\"}")]
    [TestCase("GET /v1.11/_ping HTTP/1.1", "400", "client version 1.11 is too old. Minimum supported API version is 1.12, please upgrade your client to a newer version\n")]
    [TestCase("GET /_ping HTTP/1.1", "200", "OK")]
    public async Task A_raw_request_is_answered_as_a_daemon_answers_it(string line, string status, string body)
    {
        await using var site = await Site.Start();
        var answer = await site.Raw($"{line}\r\nHost: docker\r\nConnection: close\r\n\r\n");
        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} "));
        Assert.That(answer, Does.Contain("Api-Version: 1.41\r\n").And.Contain(body));
    }

    [Test]
    public async Task What_is_no_path_of_the_api_is_answered_without_the_usual_headers()
    {
        await using var site = await Site.Start();
        var answer = await site.Raw("GET /v1.41/nonsense HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n");
        Assert.That(answer, Does.StartWith("HTTP/1.1 404 ").And.Contain("{\"message\":\"page not found\"}").And.Not.Contain("Api-Version"));
    }

    [Test]
    public async Task Whoever_leaves_in_the_middle_of_a_pull_ends_it()
    {
        await using var site = await Site.Start(new Scenario
        {
            Title = "a slow pull",
            File = "",
            Requirements = [],
            Steps = [],
            Images = [new ImageSettings { Name = "big", Pull = TimeSpan.FromDays(1), Layers = [new ByteSize(1 << 20)] }],
        });
        await using (var pull = await site.Open(new PullImage("registry.test/big", "latest")))
            Assert.That((await pull.Next())!.Status, Does.StartWith("Pulling from"));
        Assert.That(Assert.ThrowsAsync<DockerException>(() => site.Call(new InspectImage("registry.test/big")))!.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task The_faults_of_a_scenario_act_at_the_socket()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, """
            scenario: a daemon that lies
            requirements: [LAUNCH-3]
            images: { box: {} }
            steps: [ { after: 1s } ]
            faults: [ { at: { on: container.create, when: after }, error: { status: 500, message: no space left on device } } ]
            """);
        await using var site = await Site.Start(new ScenarioReader().ReadFile(path)[0]);
        File.Delete(path);
        var failure = Assert.ThrowsAsync<DockerException>(() => site.Call(new CreateContainer("web", new ContainerSpec { Image = "box", Cmd = ["true"] })));
        Assert.That((failure!.Status, failure.Message), Is.EqualTo((500, "no space left on device")));
        Assert.That((await site.Call(new InspectContainer("web"))).State.Status, Is.EqualTo("created"), "it was done all the same");
    }

    [Test]
    public async Task A_fault_that_is_added_means_the_container_that_has_the_name()
    {
        await using var site = await Site.Start();
        var first = (await site.Call(new CreateContainer("first", Shell("exit 0")))).Id;
        var second = (await site.Call(new CreateContainer("second", Shell("exit 0")))).Id;
        site.Daemon.Add(new FaultRule(new Trigger { On = "container.remove", Container = "second" }, new ErrorAction { Message = "device busy" }));
        await site.Call(new RemoveContainer(first));
        Assert.That(Assert.ThrowsAsync<DockerException>(() => site.Call(new RemoveContainer(second[..12])))!.Message, Is.EqualTo("device busy"));
        Assert.That(site.Daemon.History.Events.Select(line => line.Data).OfType<FaultFired>().Single().Container, Is.EqualTo("second"));
        await site.Call(new RemoveContainer("second"));
        Assert.That(await site.Call(new ListContainers(All: true)), Is.Empty);
    }

    [Test]
    public async Task Without_an_address_it_listens_in_a_folder_of_its_own_that_goes_with_it()
    {
        string path;
        await using (var daemon = await FakeDaemon.StartAsync())
        {
            path = daemon.Address.SocketPath!;
            Assert.That(File.Exists(path), Is.True);
        }

        Assert.That(Directory.Exists(Path.GetDirectoryName(path)), Is.False);
    }

    [Test]
    public async Task The_socket_is_its_owners_alone_and_goes_with_the_daemon()
    {
        string path;
        await using (var site = await Site.Start())
        {
            path = site.Path;
            Assert.That(OperatingSystem.IsLinux() ? File.GetUnixFileMode(path) : default, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        Assert.That(File.Exists(path), Is.False);
    }

    [Test]
    public void A_file_that_is_no_socket_is_left_alone()
    {
        var path = Path.GetTempFileName();
        var failure = Assert.ThrowsAsync<EnvironmentException>(() => FakeDaemon.StartAsync(new FakeDaemonOptions { Address = DockerAddress.OfSocket(path) }));
        Assert.That(failure!.Message, Does.Contain("no socket"));
        Assert.That(File.Exists(path), Is.True);
        File.Delete(path);
    }

    [Test]
    public async Task The_socket_of_a_dead_daemon_is_taken_over_and_that_of_a_live_one_is_not()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        // A socket removes its file when it is disposed, if it finds it; one that was killed does not.
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path + ".old"));
            File.Move(path + ".old", path);
        }

        Assert.That(File.Exists(path), Is.True);
        await using var daemon = await FakeDaemon.StartAsync(new FakeDaemonOptions { Address = DockerAddress.OfSocket(path) });
        var failure = Assert.ThrowsAsync<EnvironmentException>(() => FakeDaemon.StartAsync(new FakeDaemonOptions { Address = DockerAddress.OfSocket(path) }));
        Assert.That(failure!.Message, Does.Contain("another process listens there"));
    }

    private static ContainerSpec Shell(string text) => new() { Image = "busybox", Cmd = ["sh", "-c", text] };

    private sealed class Site(FakeDaemon daemon, HttpMessageInvoker invoker, string path) : IAsyncDisposable
    {
        private readonly HttpDockerEngine engine = new(invoker);

        public string Path => path;

        public FakeDaemon Daemon => daemon;

        public static async Task<Site> Start(Scenario? scenario = null)
        {
            var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
            var daemon = await FakeDaemon.StartAsync(new FakeDaemonOptions { Address = DockerAddress.OfSocket(path), Speed = Quick, Scenario = scenario });
            return new Site(daemon, EngineTransport.CreateInvoker(daemon.Address), path);
        }

        public Task<T> Call<T>(EngineOperation<T> operation) => engine.Call(operation, Ample, TimeProvider.System);

        public async Task<Opened<T>> Open<T>(EngineOperation<EngineStream<T>> operation)
            where T : class => new(await Call(operation));

        public async Task<string> Raw(string request)
        {
            using var socket = await EngineTransport.Connect(daemon.Address);
            await socket.SendAsync(Encoding.ASCII.GetBytes(request));
            await using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync();
        }

        public async ValueTask DisposeAsync()
        {
            invoker.Dispose();
            await daemon.DisposeAsync();
        }
    }

    private sealed class Opened<T>(EngineStream<T> stream) : IAsyncDisposable
        where T : class
    {
        public Task<T?> Next() => stream.Next();

        public ValueTask DisposeAsync()
        {
            stream.Close();
            return ValueTask.CompletedTask;
        }
    }
}
