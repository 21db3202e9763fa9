namespace Conformance.RealDaemon.Tests;

/// <summary>A subject that does not keep the protocol says nothing about containers: verdict unknown, clear words, no hang.</summary>
public class BadSubjectTests
{
    [TestCase("echo garbage; sleep 1000", "garbage")]
    [TestCase("exit 3", "exited with status 3")]
    [TestCase("read line; exec sleep 1000", "nothing within")]
    [TestCase("read line; echo '{\"hello\":{\"protocol\":1,\"name\":\"x\",\"capabilities\":[]}}'; read line; exit 4", "exited with status 4")]
    public async Task A_subject_that_breaks_the_protocol_makes_the_verdict_unknown(string script, string words)
    {
        SharedDaemon.Require();
        var folder = Directory.CreateTempSubdirectory("cf-");
        var program = Path.Combine(folder.FullName, "subject");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var harness = HarnessProcess.Start(
            "run", Path.Combine(Repository.Root, "scenarios/basic/destroy-twice.yaml"), "--backend", "docker", "--subject", "stdio:" + program);
        var (code, output, error) = await harness.Finish();
        folder.Delete(recursive: true);

        Assert.That(code, Is.EqualTo(2), output + error);
        Assert.That(output, Does.Contain(words).And.Contain("proto/README.md"));
        Assert.That(harness.Belongings, Is.Empty);
    }
}
