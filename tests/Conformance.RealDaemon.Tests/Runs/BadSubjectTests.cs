using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

/// <summary>A subject that does not keep the protocol says nothing about containers: verdict unknown, clear words, no hang.</summary>
public class BadSubjectTests
{
    [TestCase("echo garbage; sleep 1000", "garbage", "proto/README.md")]
    [TestCase("exit 3", "exited with status 3", "proto/README.md")]
    [TestCase("read line; exec sleep 1000", "nothing within", "proto/README.md")]
    [TestCase("read line; echo '{\"hello\":{\"protocol\":1,\"name\":\"x\",\"capabilities\":[]}}'; read line; exit 4", "exited with status 4")]
    public async Task A_subject_that_breaks_the_protocol_makes_the_verdict_unknown(string script, params string[] words)
    {
        SharedDaemon.Require();
        var folder = Directory.CreateTempSubdirectory("cf-");
        var program = Path.Combine(folder.FullName, "subject");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n" + script + "\n");
        await new LocalProcesses().Start(new ProcessSpec(["chmod", "700", program])).Result.Exit;
        using var harness = HarnessProcess.Start(
            "run", Path.Combine(Repository.Root, "scenarios/basic/destroy-twice.yaml"), "--backend", "docker", "--subject", "stdio:" + program);
        var (code, output, error) = await harness.Finish();
        folder.Delete(recursive: true);

        Assert.That(code, Is.EqualTo(2), output + error);
        foreach (var word in words)
            Assert.That(output, Does.Contain(word));
        Assert.That(harness.Belongings, Is.Empty);
    }
}
