using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>Lists with their filters, and the operations on images.</summary>
[TestFixture]
public sealed class ListAndImageTests
{
    [Test]
    public void Lists_are_newest_first_and_leave_out_what_does_not_run()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Started("ended", "sh", "-c", "exit 3");
            await sim.Pause(1);
            await sim.Started("runs", EngineWorld.Spec("sleep", "1000") with { Labels = new Dictionary<string, string> { ["k"] = "v" } });
            await sim.Call(new CreateContainer("made", EngineWorld.Spec("sh", "-c", "exit 3")));
            Assert.That(await Names(sim, new ListContainers()), Is.EqualTo("runs"));
            Assert.That(await Names(sim, new ListContainers(All: true)), Is.EqualTo("made runs ended"));
            Assert.That(await Names(sim, new ListContainers(Limit: 2)), Is.EqualTo("made runs"));
            Assert.That(await Names(sim, new ListContainers(Filters: EngineFilters.Of("status", "exited", "created"))), Is.EqualTo("made ended"));
            Assert.That(await Names(sim, new ListContainers(Filters: EngineFilters.Of("exited", "3"))), Is.Empty);
            Assert.That(await Names(sim, new ListContainers(true, EngineFilters.Of("exited", "3"))), Is.EqualTo("ended"));
            Assert.That(await Names(sim, new ListContainers(true, EngineFilters.Of("name", "^/ma", "ended$"))), Is.EqualTo("made ended"));
            Assert.That(await Names(sim, new ListContainers(true, EngineFilters.Of("name", "r.ns"))), Is.EqualTo("runs"));
            Assert.That(await Names(sim, new ListContainers(true, EngineFilters.Of("label", "k"))), Is.EqualTo("runs"));
            Assert.That(await Names(sim, new ListContainers(true, EngineFilters.Of("label", "k=w"))), Is.Empty);
            Assert.That(await Names(sim, new ListContainers(true, EngineFilters.Of("ancestor", "busybox:latest"))), Is.EqualTo("made runs ended"));
            Assert.That(await Names(sim, new ListContainers(true, EngineFilters.Of("before", "runs"))), Is.EqualTo("ended"));
            Assert.That(await Names(sim, new ListContainers(true, EngineFilters.Of("since", "runs"))), Is.EqualTo("made"));
            Assert.That((await sim.Call(new ListContainers(true)))[0].Command, Is.EqualTo("sh -c 'exit 3'"));
        });
    }

    [Test]
    public void Bad_filters_are_refused()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            Assert.That(await sim.Refused(new ListContainers(Filters: EngineFilters.Of("x", "y"))), Is.EqualTo((400, "Invalid filter 'x'")));
            Assert.That(await sim.Refused(new ListContainers(Filters: EngineFilters.Of("status", "bogus"))), Is.EqualTo((400, "Invalid filter 'status=bogus'")));
            Assert.That(await sim.Refused(new ListContainers(Filters: EngineFilters.Of("since", "x"))), Is.EqualTo((500, "no such container x")));
        });
    }

    [TestCase("busybox")]
    [TestCase("busybox:latest")]
    [TestCase("library/busybox")]
    [TestCase("docker.io/library/busybox")]
    [TestCase("index.docker.io/library/busybox:latest")]
    public void One_image_has_many_spellings(string reference)
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var image = await sim.Call(new InspectImage(reference));
            Assert.That(image.RepoTags, Is.EqualTo(new[] { "busybox:latest" }));
            Assert.That((await sim.Call(new InspectImage(image.Id))).Id, Is.EqualTo(image.Id));
            Assert.That((await sim.Call(new InspectImage(image.Id[7..19]))).Id, Is.EqualTo(image.Id));
            await sim.Call(new CreateContainer("web", new ContainerSpec { Image = reference }));
            Assert.That((await sim.Call(new ListContainers(true)))[0].Image, Is.EqualTo(reference));
        });
    }

    [Test]
    public void Missing_and_bad_images_have_their_words()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            Assert.That(await sim.Refused(new InspectImage("x")), Is.EqualTo((404, "no such image: x: No such image: x:latest")));
            Assert.That(await sim.Refused(new InspectImage("X")), Is.EqualTo((400, "no such image: X: invalid reference format: repository name must be lowercase")));
            Assert.That(await sim.Refused(new RemoveImage("x")), Is.EqualTo((404, "No such image: x:latest")));
            Assert.That(await sim.Refused(new TagImage("x", "y", "z")), Is.EqualTo((404, "No such image: x:latest")));
            Assert.That(await sim.Refused(new TagImage("busybox", "y", "-z")), Is.EqualTo((500, "invalid tag format")));
        });
    }

    [Test]
    public void An_image_that_a_stopped_container_has_goes_only_by_force()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            var id = (await sim.Call(new CreateContainer("web", EngineWorld.Spec("true")))).Id;
            var image = (await sim.Call(new InspectImage("busybox"))).Id;
            Assert.That(await sim.Refused(new RemoveImage("busybox")), Is.EqualTo(
                (409, $"conflict: unable to remove repository reference \"busybox\" (must force) - container {id[..12]} is using its referenced image {image[7..19]}")));
            Assert.That(await sim.Refused(new RemoveImage(image)), Is.EqualTo(
                (409, $"conflict: unable to delete {image[7..19]} (must be forced) - image is being used by stopped container {id[..12]}")));
            Assert.That(
                await sim.Call(new RemoveImage("busybox", Force: true)),
                Is.EqualTo(new[] { new ImageDeletion(Untagged: "busybox:latest"), new ImageDeletion(Deleted: image) }),
                "its layer stays with the container");
            Assert.That((await sim.Call(new ListContainers(true)))[0].Image, Is.EqualTo(image));
            Assert.That(await sim.Refused(new RemoveImage(image)), Is.EqualTo((404, $"No such image: {image}")));
        });
    }

    [Test]
    public void A_tag_is_one_more_name()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            await sim.Call(new TagImage("busybox", "docker.io/b/c", "v"));
            Assert.That((await sim.Call(new ListImages()))[0].RepoTags, Is.EqualTo(new[] { "b/c:v", "busybox:latest" }));
            var image = (await sim.Call(new InspectImage("b/c:v"))).Id;
            Assert.That(await sim.Refused(new RemoveImage(image)), Is.EqualTo(
                (409, $"conflict: unable to delete {image[7..19]} (must be forced) - image is referenced in multiple repositories")));
            Assert.That(await sim.Call(new RemoveImage("busybox")), Is.EqualTo(new[] { new ImageDeletion(Untagged: "busybox:latest") }));
        });
    }

    [Test]
    public void Ping_and_version_name_the_measured_daemon()
    {
        var sim = new EngineWorld();
        sim.Run(async () =>
        {
            Assert.That(await sim.Call(new Ping()), Is.EqualTo(new PingReply("1.41")));
            Assert.That(await sim.Call(new ReadVersion()), Is.EqualTo(new VersionReply("20.10.24", "1.41", "1.12")));
        });
    }

    private static async Task<string> Names(EngineWorld sim, ListContainers operation) =>
        string.Join(' ', (await sim.Call(operation)).Select(container => container.Names[0][1..]));
}
