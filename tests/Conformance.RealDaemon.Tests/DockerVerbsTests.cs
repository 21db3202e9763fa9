using System.Text;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

/// <summary>The same verbs, through docker programs and over the API, must mean the same at a real daemon.</summary>
[TestFixture("programs"), TestFixture("api")]
public class DockerVerbsTests(string way)
{
    private const string Image = "conformance-verbs";
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(2);
    private static readonly LocalMachine Host = new();

    private IDocker Docker => way == "api"
        ? new ApiDocker(new HttpDockerEngine(EngineTransport.CreateInvoker(SharedDaemon.Require().Address)), Host)
        : new CliDocker(Host, new DockerArguments("docker", SharedDaemon.Require().Address.Text));

    [OneTimeSetUp]
    public async Task ImportAnImage()
    {
        var daemon = SharedDaemon.Require();
        const string script = """
            set -e; d=$(mktemp -d); mkdir $d/bin; cp "$(command -v busybox)" $d/bin/busybox
            for w in sh sleep true; do ln -s busybox $d/bin/$w; done
            tar -C $d -c . | docker -H "$0" import - "$1"; rm -r $d
            """;
        var child = await Host.Processes.Start(new ProcessSpec(["sh", "-c", script, daemon.Address.Text, Image]));
        var exit = await child.Exit;
        Assert.That(exit.IsSuccess, Is.True, Encoding.UTF8.GetString(exit.StandardError));
    }

    [Test]
    public async Task A_container_lives_from_run_to_remove()
    {
        var (docker, spec) = (Docker, Spec("life", "echo out; echo err >&2; exit 3"));
        var id = await docker.Run(spec, Ample);
        Assert.That(await docker.Wait(spec.Name, Task.Delay(Timeout.Infinite)), Is.EqualTo(3));
        var seen = await docker.Inspect(spec.Name, Ample);
        var logs = await docker.Logs(id, Ample);
        var listed = (await docker.List(EngineFilters.Of("label", "run=" + spec.Name), Ample)).Single();
        Assert.Multiple(() =>
        {
            Assert.That((seen?.Id, seen?.Name, seen?.State.ExitCode, seen?.State.Status), Is.EqualTo((id, "/" + spec.Name, 3, "exited")));
            Assert.That(seen!.HostConfig.CpuShares, Is.EqualTo(512));
            Assert.That(seen.HostConfig.Memory, Is.EqualTo(64 << 20));
            Assert.That(seen.HostConfig.NetworkMode, Is.EqualTo("host"));
            Assert.That(seen.Config.Env, Does.Contain("A=b c"));
            Assert.That(seen.Path, Is.EqualTo("/bin/sh"));
            Assert.That((Text(logs.Stdout), Text(logs.Stderr)), Is.EqualTo(("out\n", "err\n")));
            Assert.That((listed.Id, listed.Names[0], listed.State, listed.Labels["run"]), Is.EqualTo((id, "/" + spec.Name, "exited", spec.Name)));
            Assert.That(listed.Created, Is.EqualTo(EngineTime.Parse(seen.Created)!.Value.ToDateTimeOffset().ToUnixTimeSeconds()));
        });
        await docker.Remove(spec.Name, force: false, volumes: true, Ample);
        Assert.That(await docker.Inspect(id, Ample), Is.Null);
        foreach (var force in new[] { false, true })
            Assert.That((await Fails(() => docker.Remove(spec.Name, force, volumes: true, Ample))).IsNotFound, Is.True);
    }

    [Test]
    public async Task Kill_and_stop_end_a_container_and_what_is_ended_is_not_running()
    {
        var (docker, spec) = (Docker, Spec("end", "trap 'exit 7' TERM; while true; do sleep 0.01; done"));
        var id = await docker.Run(spec, Ample);
        var wait = docker.Wait(id, Task.Delay(Timeout.Infinite));
        await docker.Kill(spec.Name, Signals.Term, Ample);
        Assert.That(await wait, Is.EqualTo(7));
        var again = await Fails(() => docker.Kill(spec.Name, Signals.Kill, Ample));
        Assert.That((again.Status, again.IsDefinite), Is.EqualTo((409, true)));
        Assert.That(again.Message, Does.Contain($"Container {id} is not running"));
        await docker.Stop(spec.Name, TimeSpan.FromSeconds(1), Ample);
        await docker.Remove(id, force: true, volumes: true, Ample);
    }

    [Test]
    public async Task A_name_in_use_and_a_program_that_is_missing_are_told_apart()
    {
        var (docker, spec) = (Docker, Spec("name", "true"));
        var missing = await Fails(() => docker.Run(spec with { Entrypoint = "/no/such" }, Ample));
        var never = await Fails(() => docker.Wait(spec.Name, Task.Delay(Timeout.Infinite)));
        var conflict = await Fails(() => docker.Run(spec, Ample));
        Assert.Multiple(() =>
        {
            Assert.That((missing.Failure, missing.IsDefinite), Is.EqualTo((DockerFailure.Answered, false)));
            Assert.That(missing.Message, Does.StartWith("failed to create shim task").And.Contain("no such file or directory"));
            Assert.That(never.Message, Does.Contain("was never started"));
            Assert.That((conflict.Status, conflict.IsDefinite), Is.EqualTo((409, true)));
            Assert.That(conflict.Message, Does.StartWith($"Conflict. The container name \"/{spec.Name}\" is already in use").And.EndsWith("reuse that name."));
        });
        await docker.Remove(spec.Name, force: true, volumes: true, Ample);
    }

    [Test]
    public async Task A_follower_appends_from_the_beginning_and_ends_with_the_container()
    {
        var (docker, spec, folder) = (Docker, Spec("follow", "echo one; echo two >&2; sleep 0.1; echo three"), Directory.CreateTempSubdirectory());
        await docker.Run(spec, Ample);
        var (output, errors) = (Path.Combine(folder.FullName, "stdout"), Path.Combine(folder.FullName, "stderr"));
        await (await docker.FollowLogs(spec.Name, output, errors)).Done;
        Assert.That((await File.ReadAllTextAsync(output), await File.ReadAllTextAsync(errors)), Is.EqualTo(("one\nthree\n", "two\n")));
        await docker.Remove(spec.Name, force: true, volumes: true, Ample);
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task Images_are_found_or_not_and_a_pull_fails_with_the_registrys_words()
    {
        var docker = Docker;
        Assert.That((await docker.InspectImage(Image, Ample))?.RepoTags, Does.Contain(Image + ":latest"));
        Assert.That(await docker.InspectImage("no-such-image", Ample), Is.Null);
        var refused = await Fails(() => docker.Pull("127.0.0.1:1/x:y", null, Ample).Done);
        Assert.That((refused.Failure, refused.IsDefinite), Is.EqualTo((DockerFailure.Answered, false)));
        Assert.That(refused.Message, Does.Contain("connection refused"));
    }

    [Test]
    public async Task The_version_is_the_daemons() => Assert.That(await Docker.Version(Ample), Does.Match(@"^\d+\.\d+"));

    private RunSpec Spec(string name, string script) => new()
    {
        Name = $"verbs-{way}-{name}",
        Image = Image,
        Entrypoint = "/bin/sh",
        Arguments = ["-c", script],
        CpuShares = 512,
        MemoryBytes = 64 << 20,
        Environment = [new("A", "b c")],
        Labels = [new("run", $"verbs-{way}-{name}")],
    };

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static async Task<DockerException> Fails(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (DockerException exception)
        {
            return exception;
        }

        throw new AssertionException("the call succeeded");
    }
}
