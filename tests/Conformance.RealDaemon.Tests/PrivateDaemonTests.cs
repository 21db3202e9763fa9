using System.Text;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

public class PrivateDaemonTests
{
    [Test]
    public async Task It_answers_a_docker_program_inside_its_namespaces()
    {
        var exit = await Inside("docker", "-H", SharedDaemon.Require().Address.Text, "version", "--format", "{{.Server.Os}}");
        Assert.That(Encoding.UTF8.GetString(exit), Is.EqualTo("linux\n"));
    }

    [Test]
    public async Task Pids_inside_are_counted_from_one()
    {
        SharedDaemon.Require();
        var seen = Encoding.UTF8.GetString(await Inside("cat", "/proc/1/cmdline"));
        Assert.That(seen, Does.StartWith("/bin/sh\0-c"));
    }

    [Test]
    public async Task A_process_inside_is_killed_by_its_pid_outside()
    {
        var child = await SharedDaemon.Require().Host.StartInside(new ProcessSpec(["sleep", "1000"]));
        await child.Kill(Signals.Kill);
        Assert.That((await child.Exit).Signal, Is.EqualTo(Signals.Kill));
    }

    [Test]
    public void A_missing_program_is_named() => Assert.That(
        async () => await SharedDaemon.Require().Host.StartInside(new ProcessSpec(["no-such-program"])),
        Throws.TypeOf<ProcessStartException>().With.Message.Contains("no-such-program"));

    [Test]
    public void A_daemon_that_ends_at_once_is_reported_with_its_last_words()
    {
        SharedDaemon.Require();
        Assert.That(
            async () => await PrivateDaemon.Start(new PrivateDaemonOptions { MoreArguments = ["--no-such-flag"] }),
            Throws.TypeOf<EnvironmentException>().With.Message.Contains("unknown flag: --no-such-flag"));
    }

    [Test]
    public void A_missing_dockerd_is_an_environment_that_lacks_something() => Assert.That(
        async () => await PrivateDaemon.Start(new PrivateDaemonOptions { Program = "no-dockerd" }),
        Throws.TypeOf<EnvironmentException>()
            .With.Property(nameof(EnvironmentException.ExitCode)).EqualTo(69)
            .And.Message.EqualTo("there is no no-dockerd on PATH; apt-get install docker.io busybox-static"));

    [Test]
    public async Task Disposing_leaves_no_folder_and_no_process()
    {
        SharedDaemon.Require();
        var daemon = await PrivateDaemon.Start();
        await daemon.DisposeAsync();
        Assert.That(Directory.Exists(daemon.Folder.Path), Is.False);
        Assert.That(LocalProcesses.Table().Where(process => process.Arguments.Any(argument => argument.Contains(daemon.Folder.Path))), Is.Empty);
    }

    [Test]
    public async Task A_daemon_that_was_killed_comes_back_with_its_containers()
    {
        SharedDaemon.Require();
        await using var daemon = await PrivateDaemon.Start(new PrivateDaemonOptions { MoreArguments = ["--live-restore"] });
        await ImageLoader.Load(daemon.Address, BuiltImage.Build(new ImageRecipe("box", new())), "box:latest");
        await DockerProgram.Run(daemon.Address, "run", "-d", "--name", "survivor", "--net=host", "box", "sleep", "1000");
        await daemon.SignalDaemon(Signals.Kill);
        Assert.That((await DockerProgram.Run(daemon.Address, "ps")).Code, Is.EqualTo(1));
        await daemon.StartDaemon();
        using var truth = new RealGroundTruth(daemon.Address);
        var found = await truth.Containers();
        Assert.That(found.Select(container => (container.Name, container.Status, container.LiveProcesses)), Is.EqualTo(new[] { ("survivor", "running", 1) }));
        await truth.RemoveAll();
        Assert.That(await truth.Containers(), Is.Empty);
    }

    private static async Task<byte[]> Inside(params string[] arguments)
    {
        var child = await SharedDaemon.Require().Host.StartInside(new ProcessSpec(arguments));
        var output = new MemoryStream();
        await child.Output.CopyToAsync(output);
        var exit = await child.Exit;
        Assert.That(exit.IsSuccess, Is.True, Encoding.UTF8.GetString(exit.StandardError));
        return output.ToArray();
    }
}
