using System.Text;
using Conformance.Docker;

namespace Conformance.Tests.Docker;

[TestFixture]
public class ApiDockerTests
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Tiny = TimeSpan.FromMilliseconds(1);
    private static readonly Task Never = new TaskCompletionSource().Task;
    private static readonly ContainerInspect Running =
        new() { Id = "12", Name = "/n", State = new ContainerState { Running = true, StartedAt = "2026-11-22T12:11:22Z" } };

    [Test]
    public async Task Run_creates_what_was_asked_and_starts_it_by_its_id()
    {
        var engine = new ScriptedEngine(new CreateReply("12", []), new Nothing());
        var id = await Docker(engine).Run(new RunSpec
        {
            Name = "n",
            Image = "i:1",
            Arguments = ["-c", "true"],
            Entrypoint = "/bin/sh",
            Environment = [new("A", "1"), new("A", "2")],
            Volumes = ["/h:/c:ro", "/data"],
            Labels = [new("k", "v")],
            Network = "bridge",
            CpuShares = 512,
            MemoryBytes = 64 << 20,
            Ports = ["31000:80/tcp", "127.0.0.1:31001:81"],
        }, Ample);
        var body = Encoding.UTF8.GetString(engine.Received[0].ToRequest().Body!);
        var sent = ((CreateContainer)engine.Received[0]).Body;
        Assert.Multiple(() =>
        {
            Assert.That(id, Is.EqualTo("12"));
            Assert.That(engine.Received[1], Is.EqualTo(new StartContainer("12")));
            Assert.That(sent.Env, Is.EqualTo(new[] { "A=1", "A=2" }));
            Assert.That(sent.HostConfig!.Binds, Is.EqualTo(new[] { "/h:/c:ro" }));
            Assert.That(body, Does.Contain("""
                "Cmd":["-c","true"],"Entrypoint":["/bin/sh"]
                """).And.Contain("""
                "Volumes":{"/data":{}},"ExposedPorts":{"80/tcp":{},"81/tcp":{}}
                """).And.Contain("""
                "NetworkMode":"bridge","CpuShares":512
                """).And.Contain("""
                "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"31000"}],"81/tcp":[{"HostIp":"127.0.0.1","HostPort":"31001"}]}
                """).And.Contain("""
                "Labels":{"k":"v"}
                """));
        });
    }

    [Test]
    public void A_refused_create_is_definite_and_a_refused_start_is_not()
    {
        var spec = new RunSpec { Name = "n", Image = "i" };
        var refused = DockerException.Answered(404, "No such image: i:latest");
        Assert.That(Failure(() => Docker(refused).Run(spec, Ample)), Is.EqualTo((DockerFailure.Answered, true)));
        Assert.That(Failure(() => Docker(new CreateReply("12", []), DockerException.Answered(404, "network x not found")).Run(spec, Ample)), Is.EqualTo((DockerFailure.Answered, false)));
        Assert.That(Failure(() => Docker(new CreateReply("12", []), DockerException.Unreachable("gone")).Run(spec, Ample)), Is.EqualTo((DockerFailure.Broken, false)));
    }

    [Test]
    public void After_its_limit_a_call_is_aborted()
    {
        var engine = new ScriptedEngine([null]);
        Assert.That(Failure(() => Docker(engine).Version(Tiny)), Is.EqualTo((DockerFailure.TimedOut, false)));
        Assert.That(engine.Aborted, Is.EqualTo(1));
    }

    [Test]
    public void Options_of_the_docker_program_are_refused_before_anything_is_sent()
    {
        var engine = new ScriptedEngine();
        var spec = new RunSpec { Name = "n", Image = "i", Parameters = [new("ulimit", "nofile=1")] };
        Assert.That(Failure(() => Docker(engine).Run(spec, Ample)), Is.EqualTo((DockerFailure.Answered, true)));
        Assert.That(engine.Received, Is.Empty);
    }

    [Test]
    public void Options_with_a_plain_meaning_stand_in_the_body()
    {
        var spec = new RunSpec
        {
            Name = "n",
            Image = "i",
            CpuQuota = 50_000,
            Labels = [new("k", "v")],
            Parameters = [new("label", "owner=me=you"), new("l", "bare"), new("env", "A=1"), new("workdir", "/tmp"), new("link", "db:db"), new("stop-timeout", "3")],
        };
        var body = spec.ToBody();
        Assert.That(body.Labels, Is.EquivalentTo(new Dictionary<string, string> { ["k"] = "v", ["owner"] = "me=you", ["bare"] = "" }));
        Assert.That((body.Env!.Single(), body.WorkingDir, body.StopTimeout), Is.EqualTo(("A=1", "/tmp", (int?)3)));
        Assert.That((body.HostConfig!.Links!.Single(), body.HostConfig.CpuQuota), Is.EqualTo(("db:db", 50_000L)));
        Assert.That(() => (spec with { Parameters = [new("stop-timeout", "soon")] }).ToBody(), Throws.TypeOf<DockerException>());
    }

    [Test]
    public async Task Inspect_of_nothing_is_null()
    {
        Assert.That(await Docker(DockerException.Answered(404, "No such container: n")).Inspect("n", Ample), Is.Null);
        Assert.That(Failure(() => Docker(DockerException.Answered(500, "boom")).Inspect("n", Ample)).Failure, Is.EqualTo(DockerFailure.Answered));
    }

    [Test]
    public async Task Wait_answers_the_exit_code_and_closes_its_stream()
    {
        var stream = new ScriptedStream<WaitReply>(new WaitReply(137));
        Assert.That(await Docker(Running, stream).Wait("n", Never), Is.EqualTo(137));
        Assert.That(stream.IsClosed, Is.True);
    }

    [Test]
    public void Wait_does_not_ask_about_a_container_that_never_ran()
    {
        var engine = new ScriptedEngine(Running with { State = new ContainerState() });
        Assert.That(Failure(() => Docker(engine).Wait("n", Never)).Failure, Is.EqualTo(DockerFailure.Answered));
        Assert.That(engine.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_wait_whose_stream_ends_or_breaks_is_no_exit()
    {
        Assert.That(Failure(() => Docker(Running, new ScriptedStream<WaitReply>()).Wait("n", Never)).Failure, Is.EqualTo(DockerFailure.Broken));
        Assert.That(Failure(() => Docker(Running, new ScriptedStream<WaitReply>(DockerException.Broken())).Wait("n", Never)).Failure, Is.EqualTo(DockerFailure.Broken));
        Assert.That(Failure(() => Docker(Running, new ScriptedStream<WaitReply>(new WaitReply(127, new WaitError("never ran")))).Wait("n", Never)).Failure, Is.EqualTo(DockerFailure.Answered));
        Assert.That(Failure(() => Docker(DockerException.Answered(404, "No such container: n")).Wait("n", Never)), Is.EqualTo((DockerFailure.Answered, true)));
    }

    [Test]
    public async Task A_pull_reads_to_the_end_and_adds_the_default_tag()
    {
        var engine = new ScriptedEngine(Lines("Pulling from a", "Status: Downloaded newer image for a:latest"));
        await Docker(engine).Pull("h:5000/a", null, Ample).Done;
        Assert.That(engine.Received[0], Is.EqualTo(new PullImage("h:5000/a", "latest")));
    }

    [Test]
    public void A_pull_with_an_error_line_or_without_its_last_line_has_failed()
    {
        var error = new ScriptedStream<PullProgress>(new PullProgress { Status = "Pulling" }, new PullProgress { Error = "unexpected EOF" });
        Assert.That(Failure(() => Docker(error).Pull("a", null, Ample).Done).Failure, Is.EqualTo(DockerFailure.Answered));
        Assert.That(error.IsClosed, Is.True);
        Assert.That(Failure(() => Docker(Lines("Pulling from a", "Pull complete")).Pull("a", null, Ample).Done).Failure, Is.EqualTo(DockerFailure.Broken));
        Assert.That(Failure(() => Docker(DockerException.Answered(404, "manifest unknown")).Pull("a", null, Ample).Done), Is.EqualTo((DockerFailure.Answered, true)));
    }

    [Test]
    public async Task Cancelling_a_pull_closes_its_connection()
    {
        var stream = new ScriptedStream<PullProgress>(new PullProgress { Status = "Pulling" }, null);
        var engine = new ScriptedEngine(stream);
        var pull = Docker(engine).Pull("a", null, Ample);
        await pull.Cancel();
        Assert.That(Failure(() => pull.Done).Failure, Is.EqualTo(DockerFailure.Broken));
        Assert.That((engine.Aborted, stream.IsClosed), Is.EqualTo((1, true)));
    }

    [Test]
    public void A_pull_without_progress_is_stuck()
    {
        var stream = new ScriptedStream<PullProgress>(new PullProgress { Status = "Pulling" }, null);
        Assert.That(Failure(() => Docker(stream).Pull("a", null, Tiny).Done).Failure, Is.EqualTo(DockerFailure.TimedOut));
        Assert.That(stream.IsClosed, Is.True);
    }

    [TestCase("/.dockercfg", """{"https://index.docker.io/v1/":{"auth":"dTpw","email":"e"}}""", "a", "https://index.docker.io/v1/")]
    [TestCase("/.docker/config.json", """{"auths":{"h:5000":{"auth":"dTpw"}}}""", "h:5000/a", "h:5000")]
    [TestCase("/.docker/config.json", """{"auths":{"https://h:5000/v2/":{"auth":"dTpw"}}}""", "h:5000/a", "https://h:5000/v2/")]
    public async Task A_pull_sends_the_credentials_of_its_home(string file, string text, string image, string address)
    {
        var machine = new RecordingMachine { Files = { ["/sandbox" + file] = Encoding.UTF8.GetBytes(text) } };
        var engine = new ScriptedEngine(Lines("Status: Image is up to date"));
        await new ApiDocker(engine, machine).Pull(image, "/sandbox", Ample).Done;
        Assert.That(
            Encoding.UTF8.GetString(Convert.FromBase64String(engine.Received[0].ToRequest().RegistryAuth!)),
            Is.EqualTo($$"""{"username":"u","password":"p","serveraddress":"{{address}}"}"""));
    }

    [TestCase("not json")]
    [TestCase("""{"auths":{"other":{"auth":"dTpw"}}}""")]
    [TestCase("""{"auths":{"docker.io":{"auth":"!"}}}""")]
    public async Task Credentials_that_do_not_fit_count_as_none(string text)
    {
        var machine = new RecordingMachine { Files = { ["/sandbox/.docker/config.json"] = Encoding.UTF8.GetBytes(text) } };
        var engine = new ScriptedEngine(Lines("Status: Image is up to date"));
        await new ApiDocker(engine, machine).Pull("a", "/sandbox", Ample).Done;
        Assert.That(engine.Received[0].ToRequest().RegistryAuth, Is.EqualTo("e30="));
    }

    [Test]
    public async Task Logs_come_apart_into_two_streams()
    {
        var logs = await Docker(Frames((1, "a\n"), (2, "x\n"), (1, "b"))).Logs("n", Ample);
        Assert.That((Encoding.UTF8.GetString(logs.Stdout), Encoding.UTF8.GetString(logs.Stderr)), Is.EqualTo(("a\nb", "x\n")));
    }

    [Test]
    public async Task A_follower_appends_to_two_files_and_ends_with_the_stream()
    {
        var machine = new RecordingMachine();
        var follower = await new ApiDocker(new ScriptedEngine(Frames((1, "a\n"), (2, "x\n"), (1, "b\n"))), machine).FollowLogs("n", "/s/stdout", "/s/stderr");
        await follower.Done;
        await follower.Stop();
        Assert.That((Encoding.UTF8.GetString(machine.Files["/s/stdout"]), Encoding.UTF8.GetString(machine.Files["/s/stderr"])), Is.EqualTo(("a\nb\n", "x\n")));
    }

    private static ApiDocker Docker(params object?[] answers) => Docker(new ScriptedEngine(answers));

    private static ApiDocker Docker(ScriptedEngine engine) => new(engine, new RecordingMachine());

    private static ScriptedStream<PullProgress> Lines(params string[] statuses) =>
        new([.. statuses.Select(status => new PullProgress { Status = status })]);

    private static ScriptedStream<LogFrame> Frames(params (int Stream, string Text)[] frames) =>
        new([.. frames.Select(frame => new LogFrame(frame.Stream, Encoding.UTF8.GetBytes(frame.Text)))]);

    private static (DockerFailure Failure, bool IsDefinite) Failure(Func<Task> call)
    {
        var exception = Assert.ThrowsAsync<DockerException>(() => call());
        return (exception.Failure, exception.IsDefinite);
    }
}
