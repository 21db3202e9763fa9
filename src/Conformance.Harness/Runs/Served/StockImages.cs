using System.Text;
using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Runs;

/// <summary>The images that a fake daemon has when no scenario says otherwise.</summary>
internal static class StockImages
{
    private const string Hello = """
        echo '
        Hello from Docker!
        This message comes from a fake daemon, and getting it took the same way as at a real one:

         1. The Docker client contacted the daemon.
         2. The daemon found the image "hello-world" among its own.
         3. The daemon created a container from it, which runs the program that says this.
         4. The daemon streamed the output to the client, which sent it to your terminal.

        To try more, look around in a container:
         $ docker run -it busybox sh
        '

        """;

    /// <summary>As a scenario without steps.</summary>
    public static Scenario Scenario { get; } = new()
    {
        Title = "stock images",
        File = "",
        Requirements = [],
        Steps = [],
        Images = [new ImageSettings { Name = "busybox", Cmd = ["sh"] }, new ImageSettings { Name = "alpine", Cmd = ["/bin/sh"] }],
    };

    /// <summary>Adds <c>hello-world</c>, whose only file is the program that says so.</summary>
    public static void AddHello(DockerHost host) => host.AddImage(
        "hello-world",
        new ImageConfig { Cmd = ["/hello"] },
        ProgramTable.Empty,
        files: new Dictionary<string, ImageFile> { ["/hello"] = new(Encoding.UTF8.GetBytes(Hello), IsExecutable: true) });
}
