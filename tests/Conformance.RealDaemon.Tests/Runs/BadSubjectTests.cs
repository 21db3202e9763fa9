using Conformance.Machine;

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
        await new LocalProcesses().Start(new ProcessSpec(["chmod", "700", program])).Result.Exit;
        using var harness = HarnessProcess.Start(
            "run", Path.Combine(Repository.Root, "scenarios/basic/destroy-twice.yaml"), "--backend", "docker", "--subject", "stdio:" + program);
        var (code, output, error) = await harness.Finish();
        folder.Delete(recursive: true);

        Assert.That(code, Is.EqualTo(2), output + error);
        Assert.That(output, Does.Contain(words).And.Contain("proto/README.md"));
        Assert.That(harness.Belongings, Is.Empty);
    }

    [Test]
    public async Task An_image_that_the_daemon_does_not_import_is_told_with_the_daemons_words()
    {
        SharedDaemon.Require();
        var folder = Directory.CreateTempSubdirectory("cf-");
        var file = Path.Combine(folder.FullName, "shouting.yaml");
        await File.WriteAllTextAsync(file, "scenario: names are lower case\nrequirements: [LAUNCH-1]\nimages: { BOX: {} }\nsteps:\n  - launch: { container: web, image: BOX, value: exit }\n  - wait: web\n");
        using var harness = HarnessProcess.Start("run", file, "--backend", "docker");
        var (code, output, error) = await harness.Finish();
        folder.Delete(recursive: true);

        Assert.That(code, Is.EqualTo(69), output + error);
        Assert.That(error, Does.Contain("lowercase").And.Not.Contain("   at "));
        Assert.That(harness.Belongings, Is.Empty);
    }
}
