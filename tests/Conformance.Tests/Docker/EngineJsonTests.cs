using System.Text;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Tests.Docker;

[TestFixture]
public class EngineJsonTests
{
    private static byte[] Captured(string name) => File.ReadAllBytes(Repository.At("tests/Conformance.Tests/Docker/Captured/" + name));

    [Test]
    public void A_container_as_a_real_program_printed_it_is_read()
    {
        var container = EngineJson.ReadInspect(Captured("container-inspect.json"));
        Assert.Multiple(() =>
        {
            Assert.That(container.Name, Is.EqualTo("/n1"));
            Assert.That(container.Args, Is.EqualTo(new[] { "-c", "echo out; echo err >&2; sleep 1000" }));
            Assert.That(container.State, Is.EqualTo(new ContainerState
            {
                Status = "exited",
                ExitCode = 137,
                StartedAt = "2026-11-22T12:11:22.188548499Z",
                FinishedAt = "2026-11-22T12:11:25.295693819Z",
            }));
            Assert.That(container.HostConfig.Memory, Is.EqualTo(64 << 20));
            Assert.That(container.HostConfig.Binds, Is.EqualTo(new[] { "/tmp:/m" }));
            Assert.That(container.Mounts, Is.EqualTo(new[] { new MountPoint("bind", "/tmp", "/m", "", true, Propagation: "rslave") }));
            Assert.That(container.Config.Labels, Is.EqualTo(new Dictionary<string, string> { ["k"] = "v", ["x.y"] = "a,b=c" }));
            Assert.That(container.Config.Entrypoint, Is.Null);
        });
    }

    [Test]
    public void A_container_is_printed_line_for_line_as_the_real_program_prints_it()
    {
        var real = Encoding.UTF8.GetString(Captured("container-inspect.json")).Split('\n').ToHashSet(StringComparer.Ordinal);
        var printed = Encoding.UTF8.GetString(EngineJson.PrintInspect(EngineJson.ReadInspect(Captured("container-inspect.json"))).Span);
        // Commas depend on what follows.
        var ours = printed.Split('\n').Select(line => line.TrimEnd(','));
        var known = real.Select(line => line.TrimEnd(',')).ToHashSet(StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(ours.Except(known), Is.Empty);
            Assert.That(printed, Does.StartWith("[\n    {\n        \"Id\": \"").And.EndsWith("\n]\n"));
        });
    }

    [Test]
    public void Printing_and_reading_a_container_loses_nothing()
    {
        var printed = EngineJson.PrintInspect(EngineJson.ReadInspect(Captured("container-inspect.json")));
        Assert.That(EngineJson.PrintInspect(EngineJson.ReadInspect(printed.Span)).ToArray(), Is.EqualTo(printed.ToArray()));
    }

    [Test]
    public void Nothing_is_printed_as_an_empty_array() => Assert.That(EngineJson.PrintInspect([]).ToArray(), Is.EqualTo("[]\n"u8.ToArray()));

    [Test]
    public void An_image_as_a_real_program_printed_it_is_read_and_printed()
    {
        var image = EngineJson.ReadInspectImage(Captured("image-inspect.json"));
        Assert.Multiple(() =>
        {
            Assert.That(image.RepoTags, Is.EqualTo(new[] { "busybox:latest" }));
            Assert.That(image.Config.Cmd, Is.EqualTo(new[] { "sh" }));
            Assert.That(EngineJson.ReadInspectImage(EngineJson.PrintInspect(image).Span).Config.Cmd, Is.EqualTo(new[] { "sh" }));
        });
    }

    [Test]
    public void An_image_is_not_taken_for_a_container() => Assert.That(
        () => EngineJson.ReadInspect(Captured("image-inspect.json")),
        Throws.TypeOf<DockerException>().With.Property(nameof(DockerException.Failure)).EqualTo(DockerFailure.Unreadable));

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("[{},{}]")]
    [TestCase("<html>")]
    [TestCase("[{\"Id\":\"a\",")]
    public void What_is_not_one_container_is_unreadable(string text) => Assert.That(
        () => EngineJson.ReadInspect(Encoding.UTF8.GetBytes(text)),
        Throws.TypeOf<DockerException>().With.Property(nameof(DockerException.Failure)).EqualTo(DockerFailure.Unreadable));

    [Test]
    public void Null_counts_as_empty_where_a_daemon_writes_it()
    {
        const string text = """{"Id":"1","Name":"/n","Args":null,"Mounts":null,"HostConfig":null,"Config":null,"State":null}""";
        var container = EngineJson.Read(Encoding.UTF8.GetBytes(text), EngineJson.Wire.ContainerInspect);
        Assert.That((container.Args.Count, container.Mounts.Count, container.State.StartedAt, container.HostConfig.Memory), Is.EqualTo((0, 0, ContainerState.Never, 0)));
    }

    [Test]
    public void Keys_are_read_in_any_case_and_a_command_may_be_a_string()
    {
        var body = EngineJson.Read("""{"image":"i","cmd":"true false","ENTRYPOINT":["a","b"],"hostconfig":{"memory":1}}"""u8, EngineJson.Wire.ContainerSpec);
        Assert.Multiple(() =>
        {
            Assert.That(body.Cmd, Is.EqualTo(new[] { "true false" }));
            Assert.That(body.Entrypoint, Is.EqualTo(new[] { "a", "b" }));
            Assert.That(body.HostConfig!.Memory, Is.EqualTo(1));
        });
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void A_list_of_kept_values_is_written_as_any_other_list(int count)
    {
        IReadOnlyList<ContainerSummary> list = [.. Enumerable.Range(0, count).Select(number => new ContainerSummary { Id = $"{number}", Names = ["/<&>"] })];
        var plain = EngineJson.WriteLine(list, EngineJson.Wire.IReadOnlyListContainerSummary);
        for (var times = 0; times < 2; times++)
            Assert.That(KeptJson<ContainerSummary>.Line(list, EngineJson.Wire.ContainerSummary), Is.EqualTo(plain));
    }

    [Test]
    public void A_captured_event_is_read_and_written_key_by_key()
    {
        const string line = """{"status":"die","id":"12","from":"busybox","Type":"container","Action":"die","Actor":{"ID":"12","Attributes":{"exitCode":"3","image":"busybox"}},"scope":"local","time":1795341375,"timeNano":1795341375246720059}""";
        var happening = EngineJson.Read(Encoding.UTF8.GetBytes(line), EngineJson.Wire.EventLine).ToEvent();
        Assert.Multiple(() =>
        {
            Assert.That((happening.Action, happening.Actor.Id, happening.Time.Nanoseconds), Is.EqualTo(("die", "12", 1795341375246720059)));
            Assert.That(Encoding.UTF8.GetString(EngineJson.Write(EventLine.Of(happening), EngineJson.Wire.EventLine)), Is.EqualTo(line));
        });
    }

    [Test]
    public void A_line_of_ps_is_read_with_what_the_program_joined_by_commas()
    {
        const string line = """{"ID":"6b","Names":"n1","Image":"busybox","Labels":"k=v,x.y=a,b,z=","State":"exited","Status":"Exited (137) 2 minutes ago","CreatedAt":"2026-11-22 13:11:21 +0100 CET"}""";
        var entry = EngineJson.Read(Encoding.UTF8.GetBytes(line), EngineJson.Wire.ListLine).ToSummary();
        Assert.Multiple(() =>
        {
            Assert.That(entry.Names, Is.EqualTo(new[] { "/n1" }));
            Assert.That(entry.Labels, Is.EqualTo(new Dictionary<string, string> { ["k"] = "v", ["x.y"] = "a,b", ["z"] = "" }));
            Assert.That((entry.State, entry.Created), Is.EqualTo(("exited", 1795349481L)));
        });
    }

    [TestCase("2026-11-22T12:11:22.188548499Z", 188548499)]
    [TestCase("2026-11-22T12:11:22.1885Z", 188500000)]
    [TestCase("2026-11-22T12:11:22Z", 0)]
    public void Moments_are_read_to_the_nanosecond_and_written_without_trailing_zeros(string text, long fraction)
    {
        var instant = EngineTime.Parse(text);
        Assert.Multiple(() =>
        {
            Assert.That(instant, Is.EqualTo(new Instant(1795349482L * 1_000_000_000 + fraction)));
            Assert.That(EngineTime.Format(instant!.Value), Is.EqualTo(text));
        });
    }

    [TestCase(ContainerState.Never)]
    [TestCase("")]
    [TestCase("yesterday")]
    [TestCase("2026-11-22T12:11:22.1234567890Z")]
    public void What_is_no_moment_is_never(string text) => Assert.That(EngineTime.Parse(text), Is.Null);
}
