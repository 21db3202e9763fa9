using Conformance.Docker;
using Conformance.Gateway;

namespace Conformance.Tests.Gateway;

/// <summary>An image that a daemon does not take is told with the daemon's words (and exit code 69 of the command).</summary>
[TestFixture]
public class RefusedImageTests
{
    [Test]
    public void The_daemons_words_reach_the_user()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "full.sock");
        const string Body = "{\"message\":\"no space left on this device\"}";
        using var daemon = new CannedServer(path, $"HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
        var image = BuiltImage.Build(new ImageRecipe("box", new ImageConfig()));
        var failure = Assert.CatchAsync<Exception>(() => ImageLoader.Load(DockerAddress.OfSocket(path), image, "box:latest"));
        Assert.That(failure!.Message, Does.Contain("no space left on this device"));
        Assert.That(failure, Is.InstanceOf<DockerException>().Or.InstanceOf<EnvironmentException>());
    }
}
