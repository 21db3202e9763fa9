using Conformance.Mesos.Messages;
using static Conformance.Tests.Containerizer.LaunchTests;

namespace Conformance.Tests.Containerizer;

public class FetchTests
{
    [TestCase("/data/app.conf")]
    [TestCase("file:///data/app.conf")]
    public void A_local_file_is_copied_into_the_sandbox_before_anything_is_asked_of_docker(string uri)
    {
        var bench = new Bench();
        bench.Machine.Disk.Files.Write("/data/app.conf", "a = 1"u8);
        bench.RunAgent(async subject =>
        {
            var launch = With(uri);
            Assert.That(await subject.Launch(launch), Is.True);
            Assert.That(bench.ReadText(launch.Directory + "/app.conf"), Is.EqualTo("a = 1"));
        });
    }

    [TestCase("/data/none", "there is no such file")]
    [TestCase("http://host/x", "only absolute paths and file:// are fetched")]
    [TestCase("/data/", "it names no file")]
    [TestCase("/data/it's", "the path has illegal characters")]
    public void A_file_that_cannot_be_had_fails_the_launch_with_the_reason(string uri, string why)
    {
        var bench = new Bench();
        bench.RunAgent(async subject =>
        {
            var failure = await Fails(() => subject.Launch(With(uri)));
            Assert.That((failure.Message, failure.IsDefinite), Is.EqualTo(($"Failed to fetch '{uri}': {why}", true)));
            Assert.That((await subject.Wait("c1")).Message, Is.EqualTo(failure.Message));
        });
        Assert.That(bench.Daemon.Calls, Is.Empty);
    }

    private static Launch With(string uri)
    {
        var launch = Bench.LaunchOf("c1");
        launch.TaskInfo.Command.Uris.Add(new CommandInfo.Types.URI { Value = uri, Executable = true });
        return launch;
    }
}
