using Conformance.Mesos;
using Conformance.Mesos.Messages;
using Google.Protobuf;

namespace Conformance.Tests.Mesos;

/// <summary>Bytes put together by field number, so that a slip in a .proto file cannot hide behind its own writer.</summary>
public class WireTests
{
    private static IEnumerable<TestCaseData> Samples
    {
        get
        {
            yield return Sample("06 00 00 00 0a 04 0a 02 63 31", new Wait { ContainerId = Id("c1") });
            yield return Sample("06 00 00 00 0a 04 0a 02 63 31", new Containers { Containers_ = { Id("c1") } });
            yield return Sample("06 00 00 00 0a 04 0a 02 63 31", new Destroy { ContainerId = Id("c1") });
            yield return Sample("06 00 00 00 0a 04 0a 02 63 31", new Usage { ContainerId = Id("c1") });
            yield return Sample("07 00 00 00 08 00 12 00 18 80 02", new Termination { Killed = false, Message = "", Status = 256 });
            yield return Sample(
                "1d 00 00 00 0a 04 0a 02 63 31 12 15 0a 03 6d 65 6d 10 00 1a 09 09 00 00 00 00 00 00 40 40 32 01 72",
                new Update { ContainerId = Id("c1"), Resources = { new Resource { Name = "mem", Type = Value.Types.Type.Scalar, Scalar = new() { Value = 32 }, Role = "r" } } });
            yield return Sample(
                "23 00 00 00 0a 03 0a 01 63 1a 0c 0a 03 0a 01 65 3a 05 1a 01 76 30 00 22 01 64 2a 01 75 32 03 0a 01 73 3a 01 70 40 01",
                new Launch
                {
                    ContainerId = Id("c"),
                    Directory = "d",
                    User = "u",
                    SlaveId = new() { Value = "s" },
                    SlavePid = "p",
                    Checkpoint = true,
                    ExecutorInfo = new() { ExecutorId = new() { Value = "e" }, Command = new() { Value = "v", Shell = false } },
                });
            yield return Sample(
                "10 00 00 00 08 01 12 05 0a 01 63 18 02 1a 05 0a 01 69 10 02",
                new ContainerInfo
                {
                    Type = ContainerInfo.Types.Type.Docker,
                    Docker = new() { Image = "i", Network = ContainerInfo.Types.DockerInfo.Types.Network.Bridge },
                    Volumes = { new Volume { ContainerPath = "c", Mode = Volume.Types.Mode.Ro } },
                });
            yield return Sample(
                "1b 00 00 00 0a 01 6e 12 03 0a 01 74 1a 03 0a 01 73 3a 03 1a 01 76 4a 07 08 01 1a 03 0a 01 69",
                new TaskInfo
                {
                    Name = "n",
                    TaskId = new() { Value = "t" },
                    SlaveId = new() { Value = "s" },
                    Command = new() { Value = "v" },
                    Container = new() { Type = ContainerInfo.Types.Type.Docker, Docker = new() { Image = "i" } },
                });
            yield return Sample("0b 00 00 00 09 00 00 00 00 00 00 f8 3f 28 07", new ResourceStatistics { Timestamp = 1.5, MemRssBytes = 7 });
            yield return Sample("07 00 00 00 0a 02 0a 00 3a 01 61",
                new CommandInfo { Uris = { new CommandInfo.Types.URI { Value = "" } }, Arguments = { "a" } });
            yield return Sample("0a 00 00 00 0a 03 0a 01 66 12 03 0a 01 65",
                new Conformance.Mesos.Internal.RegisterExecutorMessage { FrameworkId = new() { Value = "f" }, ExecutorId = new() { Value = "e" } });
            yield return Sample("14 00 00 00 0a 01 6e 12 03 0a 01 74 1a 03 0a 01 66 2a 03 0a 01 73 30 06",
                new Conformance.Mesos.Internal.Task
                {
                    Name = "n",
                    TaskId = new() { Value = "t" },
                    FrameworkId = new() { Value = "f" },
                    SlaveId = new() { Value = "s" },
                    State = TaskState.TaskStaging,
                });
            yield return Sample("08 00 00 00 0a 01 68 32 03 0a 01 73",
                new SlaveInfo { Hostname = "h", Id = new() { Value = "s" } });
            yield return Sample("0d 00 00 00 0a 01 75 12 01 6e 1a 03 0a 01 66 28 01", new FrameworkInfo { User = "u", Name = "n", Id = new() { Value = "f" }, Checkpoint = true });
        }
    }

    [TestCaseSource(nameof(Samples))]
    public void A_record_is_exactly_these_bytes_in_both_directions(byte[] bytes, IMessage message)
    {
        Assume.That(BitConverter.IsLittleEndian);
        var parser = message.Descriptor.Parser;
        var read = parser.ParseFrom(bytes.AsSpan(4).ToArray());
        Assert.That(read, Is.EqualTo(message));
        Assert.That(Convert.ToHexString(RecordFraming.Write(message)), Is.EqualTo(Convert.ToHexString(bytes)));
    }

    [Test]
    public void Defaults_are_those_of_Mesos()
    {
        Assert.That(new CommandInfo().Shell, Is.True);
        Assert.That(new CommandInfo.Types.URI().Extract, Is.True);
        Assert.That(new ContainerInfo.Types.DockerInfo().Network, Is.EqualTo(ContainerInfo.Types.DockerInfo.Types.Network.Host));
        Assert.That(new Resource().Role, Is.EqualTo("*"));
        Assert.That(new FrameworkInfo().Checkpoint, Is.False);
        Assert.That((new HealthCheck().DelaySeconds, new HealthCheck().IntervalSeconds, new HealthCheck().TimeoutSeconds), Is.EqualTo((15.0, 10.0, 20.0)));
        Assert.That(new SlaveInfo().Port, Is.EqualTo(5051));
    }

    [Test]
    public void A_torn_or_foreign_record_is_no_message()
    {
        var frame = RecordFraming.Write(new Wait { ContainerId = Id("c1") });
        for (var length = 0; length < frame.Length; length++)
            Assert.That(RecordFraming.Read(Wait.Parser, frame.AsSpan(0, length), out _), Is.Null);
        Assert.That(RecordFraming.ReadWhole(Wait.Parser, [.. frame, 0]), Is.Null);
        Assert.That(RecordFraming.ReadWhole(Wait.Parser, [0, 0, 0, 0]), Is.Null, "A required field is missing.");
        Assert.That(RecordFraming.ReadWhole(Wait.Parser, null), Is.Null);
        Assert.That(RecordFraming.ReadAll(Wait.Parser, [.. frame, .. frame, .. frame.AsSpan(0, 7)]), Has.Count.EqualTo(2));
    }

    private static TestCaseData Sample(string hex, IMessage message) =>
        new TestCaseData(Convert.FromHexString(hex.Replace(" ", "")), message).SetArgDisplayNames(message.Descriptor.FullName);

    private static ContainerID Id(string value) => new() { Value = value };
}
