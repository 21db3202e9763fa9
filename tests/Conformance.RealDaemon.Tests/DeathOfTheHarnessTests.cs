using System.Text;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

/// <summary>A SIGKILL of the harness takes daemon, containers and mounts along; the doctor finds the rest.</summary>
public class DeathOfTheHarnessTests
{
    [Test]
    public async Task Nothing_lives_on_and_the_doctor_removes_the_rest()
    {
        SharedDaemon.Require();
        var parent = Directory.CreateTempSubdirectory("cf-").FullName;
        var harness = await new LocalProcesses().StartPiped(new ProcessSpec(["dotnet", typeof(Program).Assembly.Location, parent]));
        var folder = await new StreamReader(harness.Output).ReadLineAsync();
        Assert.That(folder, Is.Not.Null, () => Encoding.UTF8.GetString(harness.Process.Exit.Result.StandardError));
        var owned = OwnedFolder.Read(folder!)!;
        var host = DockerAddress.OfSocket(owned.At("docker.sock"));
        await DockerProgram.Run(host, "network", "create", "own");
        await DockerProgram.Run(host, "run", "-d", "--net=own", "box", "sleep", "1000");
        Assert.That(await Doctor.Examine(clean: true, parent), Is.Empty, "a living harness is left alone");
        Assert.That(ProcessesOf(folder!), Is.Not.Empty);

        await harness.Process.Kill(Signals.Kill);
        await harness.Process.Exit;

        await Until(() => ProcessesOf(folder!).Count == 0);
        Assert.That(File.ReadAllText("/proc/self/mounts"), Does.Not.Contain(folder));
        var found = await Doctor.Examine(clean: false, parent);
        Assert.That(found.Select(finding => finding.Line), Has.Some.Contains("cgroup directories of 1 containers").And.Some.Contains("network interfaces br-").And.Some.Contains(folder));
        Assert.That(found.Any(finding => finding.IsCleaned), Is.False);
        Assert.That(Directory.Exists(folder), Is.True, "looking removes nothing");

        var cleaned = await Doctor.Examine(clean: true, parent);
        Assert.That(cleaned.All(finding => finding.IsCleaned), Is.True, () => string.Join('\n', cleaned));
        Assert.That(await Doctor.Examine(clean: false, parent), Is.Empty);
        Directory.Delete(parent);
    }

    [Test]
    public async Task Containers_with_our_label_are_found_on_a_daemon_that_is_not_ours()
    {
        var daemon = SharedDaemon.Require();
        await DockerProgram.Run(daemon.Address, "create", "--name", "stray", "--label", "conformance.run=gone", "box");
        await DockerProgram.Run(daemon.Address, "create", "--name", "own", "--label", $"conformance.run={daemon.Folder.RunId}", "box");
        await DockerProgram.Run(daemon.Address, "create", "--name", "foreign", "box");
        var found = await Doctor.Examine(daemon.Address, clean: true);
        Assert.That(found.Select(finding => finding.Line), Is.EqualTo(new[] { "container stray (created) of run gone" }));
        using var truth = new RealGroundTruth(daemon.Address);
        Assert.That((await truth.Containers()).Select(container => container.Name), Is.SupersetOf(new[] { "own", "foreign" }).And.Not.Contains("stray"));
        await DockerProgram.Run(daemon.Address, "rm", "own", "foreign");
    }

    private static IReadOnlyList<ProcessInfo> ProcessesOf(string folder) =>
        [.. LocalProcesses.Table().Where(process => process.Arguments.Any(argument => argument.Contains(folder + "/", StringComparison.Ordinal)))];

    private static async Task Until(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 1000 && !condition(); attempt++)
            await Task.Delay(10);
        Assert.That(condition(), Is.True);
    }
}
