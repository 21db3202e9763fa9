using Conformance.Containerizer;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Containerizer;

public class StdioTests
{
    private static readonly ContainerizerOptions Options = new()
    {
        WorkFolder = "/w",
        SlaveId = "S",
        SlavePid = "slave(1)@h:1",
        Installation = "i",
        StopGrace = TimeSpan.FromSeconds(1.5),
    };

    private static IEnumerable<StdioMessage> FromHarness =>
    [
        new HarnessHello(1, Options),
        new RecoverRequest(1, null),
        new LaunchRequest(2, Bench.LaunchOf("c1")),
        new UpdateRequest(3, new Update { ContainerId = new ContainerID { Value = "c1" }, Resources = { Bench.Scalar("cpus", 0.5) } }),
        new UsageRequest(4, "c1"),
        new WaitRequest(5, "c1"),
        new DestroyRequest(6, "c1"),
        new ContainersRequest(7),
        new StdioGo(8),
    ];

    [TestCaseSource(nameof(FromHarness))]
    public void What_a_harness_sends_is_read_back_as_it_was(StdioMessage message)
    {
        var line = StdioProtocol.Write(message);
        Assert.That(line, Does.Not.Contain("\n"));
        Assert.That(StdioProtocol.ReadFromHarness(line), Is.EqualTo(message));
    }

    [Test]
    public void A_state_is_read_back_with_its_gaps()
    {
        var run = new RunState("c1", 42, null, true, "/meta/c1", "/sandbox/c1");
        var state = new SlaveState("S", [new ExecutorState("F", "E", null, "c1", [run]), new ExecutorState("F", "G", Bench.LaunchOf("c").ExecutorInfo, null, [])]);
        var read = ((RecoverRequest)StdioProtocol.ReadFromHarness(StdioProtocol.Write(new RecoverRequest(1, state)))).State!;
        Assert.That(read.SlaveId, Is.EqualTo("S"));
        Assert.That(read.Executors[0] with { Runs = [] }, Is.EqualTo(state.Executors[0] with { Runs = [] }));
        Assert.That(read.Executors[0].Runs.Single(), Is.EqualTo(run));
        Assert.That(read.Executors[1].Info, Is.EqualTo(state.Executors[1].Info));
    }

    [Test]
    public void What_a_subject_sends_is_read_back_as_it_was()
    {
        (string Call, StdioMessage Message)[] messages =
        [
            ("launch", new SuccessAnswer(1) { Launched = false }),
            ("wait", new SuccessAnswer(1) { Termination = new Termination { Killed = false, Message = "Ümlaut \"quoted\"\n", Status = 256 } }),
            ("usage", new SuccessAnswer(1) { Statistics = new ResourceStatistics { Timestamp = 1.5, MemRssBytes = ulong.MaxValue } }),
            ("destroy", new SuccessAnswer(1)),
            ("launch", new FailureAnswer(1, "no", true)),
            ("", new StdioPoint(7, "checkpoint.write", null, Phase.After)),
        ];
        foreach (var (call, message) in messages)
            Assert.That(StdioProtocol.ReadFromSubject(StdioProtocol.Write(message), _ => call), Is.EqualTo(message));
        var containers = (SuccessAnswer)StdioProtocol.ReadFromSubject(StdioProtocol.Write(new SuccessAnswer(1) { Containers = ["a", "b"] }), _ => "containers");
        Assert.That(containers.Containers, Is.EqualTo(new[] { "a", "b" }));
        var hello = (SubjectHello)StdioProtocol.ReadFromSubject(StdioProtocol.Write(new SubjectHello(1, "me", ["points"])), _ => null);
        Assert.That((hello.Name, hello.Capabilities.Single()), Is.EqualTo(("me", "points")));
    }

    [TestCase("", "not JSON")]
    [TestCase("[1]", "array instead of an object")]
    [TestCase("{\"id\":1,\"call\":\"lunch\"}", "There is no call 'lunch'")]
    [TestCase("{\"id\":\"1\",\"call\":\"containers\"}", "'id' must be a whole number")]
    [TestCase("{\"id\":1,\"id\":2,\"call\":\"containers\"}", "not JSON")]
    [TestCase("{\"id\":1,\"call\":\"wait\"}", "'wait' is missing")]
    [TestCase("{\"id\":1,\"call\":\"wait\",\"wait\":{}}", "required field of mesos.containerizer.Wait")]
    [TestCase("{\"hello\":{\"protocol\":1,\"options\":{}}}", "'work_folder' is missing")]
    public void A_bad_line_of_a_harness_is_explained(string line, string why)
    {
        var failure = Assert.Throws<StdioProtocolException>(() => StdioProtocol.ReadFromHarness(line))!;
        Assert.That(failure.Message, Does.Contain(why).And.Contain("expected:").And.Contain("came:").And.Contain("proto/README.md"));
    }

    [TestCase("{\"id\":9,\"ok\":true}", "no such request is open")]
    [TestCase("{\"id\":1}", "either \"ok\":true or \"error\"")]
    [TestCase("{\"id\":1,\"ok\":true}", "needs \"result\": a Termination")]
    [TestCase("{\"id\":1,\"ok\":true,\"result\":{\"killed\":true}}", "required field of mesos.containerizer.Termination")]
    [TestCase("{\"point\":1,\"name\":\"x\",\"phase\":\"during\"}", "must be \"before\" or \"after\"")]
    public void A_bad_line_of_a_subject_is_explained(string line, string why)
    {
        var failure = Assert.Throws<StdioProtocolException>(() => StdioProtocol.ReadFromSubject(line, id => id == 1 ? "wait" : null))!;
        Assert.That(failure.Message, Does.Contain(why));
    }

    [Test]
    public void A_server_launches_and_stands_still_at_each_point_until_it_may_go()
    {
        var bench = new Bench();
        var sent = new List<string>();
        var agent = bench.World.Start("agent", async _ =>
        {
            var server = new StdioServer(
                bench.Machine, "reference", [StdioProtocol.Points], (machine, options) => new DockerContainerizer(machine, new TestDocker(bench.Daemon), options, Profile.Strict), sent.Add);
            server.Receive(StdioProtocol.Write(new HarnessHello(1, bench.Options)));
            server.Receive(StdioProtocol.Write(new LaunchRequest(1, Bench.LaunchOf("c1", "exit 3"))));
            await bench.Sleep(10);
            Assert.That(bench.Daemon.Count("run"), Is.Zero, "It waits at intent.write.");
            for (var point = 1; point <= 2; point++)
            {
                server.Receive(StdioProtocol.Write(new StdioGo(point)));
                await bench.Sleep(10);
            }

            server.Receive(StdioProtocol.Write(new WaitRequest(2, "c1")));
            server.Receive(StdioProtocol.Write(new UsageRequest(3, "none")));
            await bench.Sleep(10);
            return 0;
        });
        bench.World.Run(() => !agent.IsAlive, bench.World.Now + TimeSpan.FromHours(1));
        Assert.That(agent.Failure, Is.Null);
        Assert.That(sent, Is.EqualTo(new[]
        {
            "{\"hello\":{\"protocol\":1,\"name\":\"reference\",\"capabilities\":[\"points\"]}}",
            "{\"point\":1,\"name\":\"intent.write\",\"container\":\"c1\",\"phase\":\"before\"}",
            "{\"point\":2,\"name\":\"intent.write\",\"container\":\"c1\",\"phase\":\"after\"}",
            "{\"id\":1,\"ok\":true,\"result\":true}",
            "{\"id\":2,\"ok\":true,\"result\":{ \"killed\": false, \"message\": \"Container terminated\", \"status\": 768 }}",
            "{\"id\":3,\"error\":{\"message\":\"Unknown container: none\",\"definite\":true}}",
        }));
    }

    [Test]
    public void Every_example_of_the_specification_can_be_read()
    {
        var isJson = false;
        var examples = new List<string>();
        foreach (var line in File.ReadLines(Repository.At("proto", "README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isJson = line == "```json";
            else if (isJson)
                examples.Add(line);
        }

        Assert.That(examples, Has.Count.GreaterThan(10));
        var calls = new Dictionary<int, string>();
        foreach (var line in examples)
        {
            var isFromHarness = line.Contains("\"call\"") || line.Contains("\"options\"") || line.Contains("\"go\"");
            var message = isFromHarness ? StdioProtocol.ReadFromHarness(line) : StdioProtocol.ReadFromSubject(line, calls.GetValueOrDefault);
            if (message is StdioRequest request)
                calls[request.Id] = request.Call;
        }
    }
}
