namespace Conformance.Tests.FakeDocker.Cli;

public sealed class DockerProgramTranscriptTests
{
    private static readonly string Path = Repository.At("tests", "Conformance.Tests", "FakeDocker", "Cli", "transcript.txt");

    [Test]
    public void Every_recorded_invocation_gives_the_same_text_and_exit_code_in_the_simulation()
    {
        var docker = new SimulatedDocker();
        var recorded = Transcript.Read(Path);
        var replayed = new List<string>();
        foreach (var block in recorded)
        {
            var command = block[2..block.IndexOf('\n', StringComparison.Ordinal)];
            var (stdout, stderr, code) = docker.Run(Transcript.Words(command));
            replayed.Add(Transcript.Write(command, stdout, stderr, code));
        }

        Assert.Multiple(() =>
        {
            Assert.That(recorded, Has.Count.GreaterThan(100));
            for (var index = 0; index < recorded.Count; index++)
                Assert.That(replayed[index], Is.EqualTo(recorded[index]));
        });
    }
}
