namespace Conformance.Tests.FakeDocker.Cli;

public sealed class DockerProgramTranscriptTests
{
    [Test]
    public void Every_recorded_invocation_gives_the_same_requests_text_and_exit_code_in_the_simulation()
    {
        var docker = new SimulatedDocker();
        var recorded = Transcript.Read(Transcript.Path);
        var replayed = new List<string>();
        foreach (var block in recorded)
        {
            var command = Transcript.CommandOf(block);
            var (stdout, stderr, code) = docker.Run(Transcript.Words(command));
            replayed.Add(Transcript.Write(command, docker.TakeRequests(), stdout, stderr, code));
        }

        Assert.Multiple(() =>
        {
            Assert.That(recorded, Has.Count.GreaterThan(150));
            for (var index = 0; index < recorded.Count; index++)
                Assert.That(replayed[index], Is.EqualTo(recorded[index]));
        });
    }
}
