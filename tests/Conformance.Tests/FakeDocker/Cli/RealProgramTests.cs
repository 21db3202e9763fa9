using System.Text;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Tests.FakeDocker.Cli;

/// <summary>
/// The transcripts are true: the docker program that is installed, of the release that is simulated, sends the same requests and prints the
/// same at a served fake daemon.
/// </summary>
public sealed class RealProgramTests
{
    private const double Quick = 20;
    private static readonly LocalMachine Host = new();

    [Test]
    public async Task Every_recorded_invocation_is_what_the_real_program_does()
    {
        var program = await Program();
        using var folder = new Gateway.TemporaryFolder();
        await using var daemon = await FakeDaemon.StartAsync(new FakeDaemonOptions { Scenario = ImageOfTheTranscript, Speed = Quick });
        using var relay = new RequestRelay(folder.At("docker.sock"), daemon.Address);
        var recorded = Transcript.Read(Transcript.Path);
        var done = new List<string>();
        foreach (var block in recorded)
        {
            var command = Transcript.CommandOf(block);
            var child = await Host.Processes.Start(new ProcessSpec([program, .. Transcript.Words(command)])
            {
                Environment = new Dictionary<string, string> { ["DOCKER_HOST"] = relay.Address.Text, ["HOME"] = folder.Path },
            });
            var exit = await child.Exit;
            done.Add(Transcript.Write(
                command, relay.Take(), Encoding.UTF8.GetString(exit.StandardOutput), Encoding.UTF8.GetString(exit.StandardError), exit.Code));
        }

        if (Transcript.MayAccept)
            Transcript.Accept(done);
        Assert.Multiple(() =>
        {
            for (var index = 0; index < recorded.Count; index++)
                Assert.That(done[index], Is.EqualTo(recorded[index]));
        });
    }

    private static Scenario ImageOfTheTranscript => new()
    {
        Title = "the images of the transcript",
        File = "",
        Requirements = [],
        Steps = [],
        Images = [new ImageSettings { Name = "busybox" }],
    };

    /// <summary>The installed one of the simulated release; without it the test is ignored.</summary>
    private static async Task<string> Program()
    {
        foreach (var program in new[] { "/usr/local/bin/docker", "/usr/bin/docker" }.Where(File.Exists))
        {
            var child = await Host.Processes.Start(new ProcessSpec([program, "--version"]));
            if (Encoding.UTF8.GetString((await child.Exit).StandardOutput).StartsWith($"Docker version {Conformance.FakeDocker.DockerProgram.Version},", StringComparison.Ordinal))
                return program;
        }

        Assert.Ignore($"there is no docker program of release {Conformance.FakeDocker.DockerProgram.Version} here");
        return "";
    }
}
