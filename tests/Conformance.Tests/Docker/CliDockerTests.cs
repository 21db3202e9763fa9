using System.Text;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Tests.Docker;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class CliDockerTests
{
    private const string Id = "6bb7ca1be6e59cd9a67d1fc08c1fa385331892a6247ec70554a03e657cad0504";
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Tiny = TimeSpan.FromMilliseconds(1);
    private static readonly Task Never = new TaskCompletionSource().Task;
    private static readonly RunSpec Spec = new() { Name = "n", Image = "i", Home = "/sandbox" };

    private readonly RecordingMachine _machine = new();
    private readonly CliDocker _docker;

    public CliDockerTests() => _docker = new CliDocker(_machine, new DockerArguments(), "a");

    private string LastCommand => string.Join(' ', _machine.Started[^1].Arguments);

    private static string Inspect(string startedAt) =>
        Encoding.UTF8.GetString(
            EngineJson.PrintInspect(new ContainerInspect { Id = Id, Name = "/n", State = new ContainerState { StartedAt = startedAt } }).Span);

    private void Running(int pid, string? owner, params string[] words)
    {
        _machine.Running.Add(new ProcessInfo(new ProcessIdentity(pid, 1), 1, words, IsZombie: false));
        if (owner is not null)
            _machine.Variables[new ProcessIdentity(pid, 1)] = ("MESOS_DOCKER_OWNER", owner);
    }

    [Test]
    public async Task Run_answers_the_id_and_gives_the_program_its_home()
    {
        _machine.Ends(0, Id + "\n", "Unable to find image 'i:latest' locally\n");
        Assert.That(await _docker.Run(Spec, Ample), Is.EqualTo(Id));
        Assert.That(_machine.Started[0].Environment, Is.EqualTo(new Dictionary<string, string> { ["MESOS_DOCKER_OWNER"] = "a", ["HOME"] = "/sandbox" }));
    }

    [Test]
    public async Task Only_docker_programs_of_ours_at_our_daemon_are_abandoned()
    {
        Running(1, "a", "docker", "run", "-d", "i");
        Running(2, "a", "docker", "inspect", "n");
        Running(3, "ab", "docker", "run", "-d", "i");
        Running(4, "a", "less", "docker");
        Running(5, null, "docker", "logs", "--follow", "n");
        Running(6, "a");
        await _docker.AbandonEarlier();
        Assert.That(_machine.Signalled, Is.EqualTo(new[] { (new ProcessIdentity(1, 1), Signals.Kill), (new ProcessIdentity(2, 1), Signals.Kill) }));
    }

    [Test]
    public void A_refused_run_is_definite()
    {
        _machine.Ends(125, "", "docker: Error response from daemon: Conflict. The container name \"/n\" is already in use\n");
        Assert.That(Failure(() => _docker.Run(Spec, Ample)), Is.EqualTo((DockerFailure.Answered, 409, true)));
    }

    [Test]
    public void A_run_that_has_printed_the_id_never_fails_definitely()
    {
        _machine.Ends(125, Id + "\n", "docker: Error response from daemon: No such container: x\n");
        _machine.Ends(125, Id + "\n", "docker: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n");
        Assert.That(Failure(() => _docker.Run(Spec, Ample)), Is.EqualTo((DockerFailure.Answered, (int?)null, false)));
        Assert.That(Failure(() => _docker.Run(Spec, Ample)), Is.EqualTo((DockerFailure.Broken, (int?)null, false)));
    }

    [Test]
    public void After_its_limit_a_program_is_killed_with_its_children()
    {
        var child = _machine.Hangs();
        Assert.That(Failure(() => _docker.Run(Spec, Tiny)), Is.EqualTo((DockerFailure.TimedOut, (int?)null, false)));
        Assert.That(child.Kills, Is.EqualTo(new[] { (Signals.Kill, true) }));
    }

    [Test]
    public void A_program_that_cannot_be_started_has_told_the_daemon_nothing()
    {
        _machine.CannotStart = "no such file";
        Assert.That(Failure(() => _docker.Version(Ample)), Is.EqualTo((DockerFailure.Unreachable, (int?)null, true)));
    }

    [Test]
    public async Task Inspect_of_nothing_is_null()
    {
        _machine.Ends(1, "[]\n", "Error response from daemon: No such container: n\n");
        _machine.Ends(1, "[]\n", "Error: No such object: n\n");
        Assert.That(await _docker.Inspect("n", Ample), Is.Null);
        Assert.That(await _docker.InspectImage("n", Ample), Is.Null);
    }

    [Test]
    public void Inspect_without_a_daemon_is_a_failure_and_not_nothing()
    {
        _machine.Ends(1, "[]\n", "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n");
        Assert.That(Failure(() => _docker.Inspect("n", Ample)).Failure, Is.EqualTo(DockerFailure.Unreachable));
    }

    [Test]
    public async Task Wait_answers_the_code_that_the_program_printed_and_not_its_own()
    {
        _machine.Ends(0, Inspect("2026-11-22T12:11:22Z"));
        _machine.Ends(0, "137\n");
        Assert.That(await _docker.Wait("n", Never), Is.EqualTo(137));
        Assert.That(LastCommand, Is.EqualTo("docker wait " + Id));
    }

    [Test]
    public void Wait_does_not_take_the_zero_of_a_container_that_never_ran()
    {
        _machine.Ends(0, Inspect(ContainerState.Never));
        Assert.That(Failure(() => _docker.Wait("n", Never)).Failure, Is.EqualTo(DockerFailure.Answered));
        Assert.That(_machine.Started, Has.Count.EqualTo(1));
    }

    [TestCase(1, "", "unexpected EOF\n", DockerFailure.Broken)]
    [TestCase(0, "", "", DockerFailure.Unreadable)]
    [TestCase(0, "x\n", "", DockerFailure.Unreadable)]
    public void A_wait_that_does_not_end_well_is_a_failure(int code, string output, string errors, DockerFailure failure)
    {
        _machine.Ends(0, Inspect("2026-11-22T12:11:22Z"));
        _machine.Ends(code, output, errors);
        Assert.That(Failure(() => _docker.Wait("n", Never)).Failure, Is.EqualTo(failure));
    }

    [Test]
    public void Removing_what_is_not_there_is_a_failure_also_by_force()
    {
        _machine.Ends(1, "", "Error response from daemon: No such container: n\n");
        _machine.Ends(0, "", "Error response from daemon: No such container: n\n");
        Assert.That(Failure(() => _docker.Remove("n", force: false, volumes: false, Ample)).Status, Is.EqualTo(404));
        Assert.That(Failure(() => _docker.Remove("n", force: true, volumes: false, Ample)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task List_reads_line_by_line_and_nothing_is_an_empty_list()
    {
        const string line = """{"ID":"1","Names":"a","Image":"i","Labels":"k=v","State":"running","Status":"Up 1 second","CreatedAt":"2026-11-22 12:11:21 +0000 UTC"}""";
        _machine.Ends(0, line + "\n" + line.Replace("\"1\"", "\"2\"") + "\n");
        _machine.Ends(0);
        Assert.That((await _docker.List(null, Ample)).Select(entry => entry.Id), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(await _docker.List(null, Ample), Is.Empty);
    }

    [Test]
    public async Task Logs_come_apart_and_a_follower_lets_the_program_append()
    {
        _machine.Ends(0, "out\n", "err\n");
        var child = _machine.Hangs();
        var logs = await _docker.Logs("n", Ample);
        var follower = await _docker.FollowLogs("n", "/s/stdout", "/s/stderr");
        await follower.Stop();
        await follower.Done;
        Assert.Multiple(() =>
        {
            Assert.That((Encoding.UTF8.GetString(logs.Stdout), Encoding.UTF8.GetString(logs.Stderr)), Is.EqualTo(("out\n", "err\n")));
            Assert.That(_machine.Started[1].StandardOutput, Is.EqualTo(OutputTarget.AppendTo("/s/stdout")));
            Assert.That(_machine.Started[1].StandardError, Is.EqualTo(OutputTarget.AppendTo("/s/stderr")));
            Assert.That(child.Kills, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_pull_adds_the_default_tag_and_fails_with_the_registrys_words()
    {
        _machine.Ends(0);
        _machine.Ends(1, "", "Error response from daemon: manifest for h:1/a:2 not found: manifest unknown: manifest unknown\n");
        await _docker.Pull("h:1/a", null, Ample).Done;
        Assert.That(LastCommand, Is.EqualTo("docker pull h:1/a:latest"));
        Assert.That(Failure(() => _docker.Pull("h:1/a:2", "/sandbox", Ample).Done).Status, Is.EqualTo(404));
        Assert.That(_machine.Started[1].Environment["HOME"], Is.EqualTo("/sandbox"));
    }

    [Test]
    public async Task Cancelling_a_pull_kills_the_program()
    {
        var child = _machine.Hangs();
        var pull = _docker.Pull("a", null, Ample);
        await pull.Cancel();
        await pull.Cancel();
        Assert.That(Failure(() => pull.Done).Failure, Is.EqualTo(DockerFailure.Broken));
        Assert.That(child.Kills[0], Is.EqualTo((Signals.Kill, true)));
    }

    [Test]
    public void A_pull_that_neither_prints_nor_reads_is_stuck()
    {
        var child = _machine.Hangs();
        Assert.That(Failure(() => _docker.Pull("a", null, TimeSpan.FromMilliseconds(4)).Done).Failure, Is.EqualTo(DockerFailure.TimedOut));
        Assert.That(child.Kills, Is.EqualTo(new[] { (Signals.Kill, true) }));
    }

    [Test]
    public async Task A_pull_that_reads_progress_and_prints_nothing_is_alive()
    {
        _machine.StandingClock = Instant.Epoch;
        var activity = new PullActivity(_machine, _machine.Hangs());
        var alive = new List<bool>();
        foreach (var bytesRead in new[] { 100, 200, 200, 200 })
        {
            _machine.StandingClock += TimeSpan.FromSeconds(40);
            _machine.Files["/proc/4711/io"] = Encoding.ASCII.GetBytes($"rchar: {bytesRead}\nwchar: 5\n");
            alive.Add(await activity.IsAlive(TimeSpan.FromMinutes(1)));
        }

        Assert.That(alive, Is.EqualTo(new[] { true, true, true, false }));
    }

    private static (DockerFailure Failure, int? Status, bool IsDefinite) Failure(Func<Task> call)
    {
        var exception = Assert.ThrowsAsync<DockerException>(() => call());
        return (exception.Failure, exception.Status, exception.IsDefinite);
    }
}
