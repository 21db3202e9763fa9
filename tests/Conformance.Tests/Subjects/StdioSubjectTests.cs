using Conformance.Containerizer;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Harness.Subjects;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Tests.Subjects;

/// <summary>Small shell scripts play subjects, well and badly.</summary>
[Parallelizable(ParallelScope.All)]
public class StdioSubjectTests
{
    private static readonly string Root = Directory.CreateTempSubdirectory("conformance-test-").FullName;

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(Root, recursive: true);

    private const string Hello = """read hello; echo '{"hello":{"protocol":1,"name":"script","capabilities":[]}}'; """;

    [TestCase("", false, false)]
    [TestCase("\"labels\"", false, true)]
    [TestCase("\"executors\",\"points\"", true, false)]
    public void The_capabilities_of_a_subject_are_those_that_it_names(string named, bool hasExecutors, bool passesLabels) => With(
        """read hello; echo '{"hello":{"protocol":1,"name":"script","capabilities":[""" + named + """]}}'; read line""",
        async subject =>
        {
            var process = await subject.Start(AgentName.First, Options());
            Assert.That((process.HasExecutors, process.PassesLabels), Is.EqualTo((hasExecutors, passesLabels)));
            await process.Stop();
        });

    [Test]
    public void A_subject_that_keeps_the_protocol_is_called_and_answers() => With(
        Hello + """while read line; do echo '{"id":1,"ok":true}'; done""",
        async subject =>
        {
            var process = await subject.Start(AgentName.First, Options());
            await process.Containerizer.Destroy("c1");
            await process.Stop();
            Assert.That(await process.Gone, Does.StartWith("exited with status 0"));
        });

    [Test]
    public void Garbage_instead_of_a_greeting_is_shown_with_what_was_expected_and_where_it_is_written() => With(
        "echo Starting up...; read line",
        subject => Refuses(subject, "Sent: {\"hello\"", "Expected: {\"hello\"", "Starting up...", "proto/README.md"));

    [Test]
    public void A_subject_that_ends_without_a_word_is_quoted_from_its_standard_error() => With(
        "echo 'no such option' >&2; exit 3", subject => Refuses(subject, "the end of its output (exited with status 3", "no such option"));

    [Test]
    public void A_program_that_does_not_exist_is_said_so() => EventLoop.Run(async () =>
    {
        var subject = Subject(["/no/such/program"], Folder());
        await Refuses(subject, "cannot be started", "/no/such/program");
    });

    [Test]
    public void A_call_of_a_subject_that_dies_has_no_answer() => With(
        Hello + "read line; kill -9 $$",
        async subject =>
        {
            var process = await subject.Start(AgentName.First, Options());
            Assert.That(await IsGone(process.Containerizer.Wait("c1")));
            Assert.That(await process.Gone, Does.StartWith("terminated with signal Killed"));
        });

    [Test]
    public void A_line_that_breaks_the_protocol_is_the_end_of_the_subject() => With(
        Hello + "read line; echo '{\"id\":99,\"ok\":true}'; read line",
        async subject =>
        {
            var process = await subject.Start(AgentName.First, Options());
            Assert.That(await IsGone(process.Containerizer.Wait("c1")));
            Assert.That(await process.Gone, Does.Contain("broke the protocol").And.Contain("proto/README.md"));
        });

    [Test]
    public void A_kill_leaves_calls_without_answers() => With(
        Hello + "read line; read line",
        async subject =>
        {
            var process = await subject.Start(AgentName.First, Options());
            var wait = process.Containerizer.Wait("c1");
            process.Kill(withChildren: true);
            Assert.That(await IsGone(wait));
            Assert.That(await process.Gone, Does.StartWith("terminated with signal Killed"));
        });

    [Test]
    public void The_reference_as_a_program_keeps_the_protocol()
    {
        using var output = new MemoryStream();
        var hello = StdioProtocol.Write(new HarnessHello(1, Options())) + "\n";
        var code = SubjectProgram.Run("reference:api", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(hello)), output, TextWriter.Null);
        var line = System.Text.Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n');
        Assert.That(code, Is.Zero);
        Assert.That(StdioProtocol.ReadFromSubject(line, _ => null), Is.InstanceOf<SubjectHello>());
    }

    [Test]
    public void The_reference_as_a_program_ends_with_64_when_the_harness_breaks_the_protocol()
    {
        using var error = new StringWriter();
        var code = SubjectProgram.Run("reference", new MemoryStream("nonsense\n"u8.ToArray()), new MemoryStream(), error);
        Assert.That(code, Is.EqualTo(64));
        Assert.That(error.ToString(), Does.Contain("nonsense"));
    }

    /// <summary>NUnit's own Throws would block the event loop.</summary>
    private static async Task<bool> IsGone(Task call)
    {
        try
        {
            await call;
            return false;
        }
        catch (SubjectGoneException)
        {
            return true;
        }
    }

    private static async Task Refuses(StdioSubject subject, params string[] words)
    {
        var message = "";
        try
        {
            await subject.Start(AgentName.First, Options());
        }
        catch (SubjectException exception)
        {
            message = exception.Message;
        }

        foreach (var word in words)
            Assert.That(message, Does.Contain(word));
    }

    private static void With(string script, Func<StdioSubject, Task> body) =>
        EventLoop.Run(() => body(Subject(["/bin/sh", "-c", script], Folder())));

    private static StdioSubject Subject(IReadOnlyList<string> command, string folder)
    {
        var machine = new LocalMachine();
        var history = new History(() => machine.Now);
        var plan = new FaultPlan([], new NoHost(), history);
        return new StdioSubject(command, HostedProcess.Start, folder, new PointFaults(plan, new EdgeResolver()), machine, history);
    }

    private static string Folder() => Directory.CreateDirectory(Path.Combine(Root, Path.GetRandomFileName())).FullName;

    private static ContainerizerOptions Options() => new()
    {
        WorkFolder = "/tmp/work",
        SlaveId = "S",
        SlavePid = "slave(1)@127.0.0.1:5051",
        Installation = "test",
        DockerHost = "unix:///nonexistent.sock",
    };

    private sealed class NoHost : IFaultHost
    {
        public Completion<T> Completion<T>() => throw new NotSupportedException();

        public Task Delay(TimeSpan duration) => throw new NotSupportedException();

        public Task CrashAgent(AgentCrash crash) => throw new NotSupportedException();

        public Task EndDaemon(DaemonEnd how, TimeSpan downtime) => throw new NotSupportedException();

        public Task RemoveImage(string image) => throw new NotSupportedException();
    }
}
