using Conformance.Docker;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Tests.Faults;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class NamesAreResolved
{
    private const string MesosId = "5c1f7d0e-0000-4000-8000-000000000001";
    private readonly EdgeResolver names = new();

    public NamesAreResolved()
    {
        names.AddContainer("web", MesosId);
        names.AddImage("box", "127.0.0.1:5000/box:latest");
    }

    private static IEnumerable<TestCaseData> Creates()
    {
        yield return new TestCaseData(new CreateContainer("mesos-" + MesosId, new ContainerSpec())).SetName("A create that has the Mesos id in its name");
        yield return new TestCaseData(new CreateContainer("x", new ContainerSpec { Labels = new Dictionary<string, string> { ["l"] = MesosId } })).SetName("A create that has the Mesos id in a label");
        yield return new TestCaseData(new CreateContainer("x", new ContainerSpec { Env = ["A=1", "B=" + MesosId] })).SetName("A create that has the Mesos id in a variable");
        yield return new TestCaseData(new CreateContainer(null, new ContainerSpec { HostConfig = new HostConfig { Binds = [$"/w/runs/{MesosId}:/s"] } })).SetName("A create that has the Mesos id in a mount");
    }

    [TestCaseSource(nameof(Creates))]
    public void Brings_its_name_and_its_id(CreateContainer create)
    {
        Assert.That(names.Resolve(create, Phase.Before).Container, Is.EqualTo("web"));
        names.Learn(create, new CreateReply(EngineDouble.Id, []));
        Assert.Multiple(() =>
        {
            Assert.That(names.Resolve(new StartContainer(EngineDouble.Id), Phase.After), Is.EqualTo(new Edge("container.start", "web", null, Phase.After)));
            Assert.That(names.Container(EngineDouble.Id[..12]), Is.EqualTo("web"));
            Assert.That(create.RequestedName is null || names.Container("/" + create.RequestedName) == "web");
        });
    }

    [TestCase("127.0.0.1:5000/box", "box")]
    [TestCase("127.0.0.1:5000/box:latest", "box")]
    [TestCase("127.0.0.1:5000/box@sha256:00", "box")]
    [TestCase("127.0.0.1:5000/boxes", null)]
    [TestCase("box", null)]
    public void An_image_is_known_by_its_repository(string reference, string? name) =>
        Assert.That(names.Resolve(new InspectImage(reference), Phase.Before).Image, Is.EqualTo(name));

    [Test]
    public void What_belongs_to_nobody_here_has_no_name()
    {
        names.Learn(new CreateContainer("other", new ContainerSpec()), new CreateReply(EngineDouble.Id, []));
        Assert.That((names.Container("other"), names.Container(EngineDouble.Id), names.Container("web")), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
    }
}
