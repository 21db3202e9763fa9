namespace Conformance.Tests.FakeDocker.Cli;

/// <summary>The shell of the simulated host: its own words, the docker program as a process of its own.</summary>
public sealed class HostShellTests
{
    [TestCase("exit 3", 3)]
    [TestCase("true", 0)]
    public void The_answer_of_docker_wait_becomes_the_exit_code(string command, int code)
    {
        var docker = new SimulatedDocker();
        docker.Run("run", "-d", "--net", "host", "--name", "web", "busybox", "/bin/sh", "-c", "sleep 5; " + command);
        Assert.That(Shell(docker, "exit `docker wait web`").Code, Is.EqualTo(code));
    }

    [Test]
    public void A_docker_wait_that_fails_says_nothing_and_the_shell_exits_with_0()
    {
        var result = Shell(new SimulatedDocker(), "exit `docker wait web`");
        Assert.Multiple(() =>
        {
            Assert.That(result.Stderr, Does.Contain("No such container: web"));
            Assert.That(result.Code, Is.Zero);
        });
    }

    [Test]
    public void A_redirected_program_of_the_host_writes_nothing_to_the_shells_output()
    {
        var result = Shell(new SimulatedDocker(), "docker wait web >/dev/null 2>&1; echo $?");
        Assert.That((result.Stdout, result.Stderr), Is.EqualTo(("1\n", "")));
    }

    [Test]
    public void A_follower_in_the_background_outlives_its_shell()
    {
        var docker = new SimulatedDocker();
        docker.Run("run", "-d", "--net", "host", "--name", "web", "busybox", "sleep", "100000");
        Shell(docker, "docker logs --follow web & sleep 1");
        Assert.That(docker.World.Processes.Count(process => process.Arguments is ["docker", "logs", ..]), Is.EqualTo(1));
    }

    [Test]
    public void Kill_of_a_background_job_reaches_the_program_of_the_host()
    {
        var docker = new SimulatedDocker();
        docker.Run("run", "-d", "--net", "host", "--name", "web", "busybox", "sleep", "100000");
        Shell(docker, "docker logs --follow web & pid=$!; sleep 1; kill -TERM $pid; sleep 1");
        Assert.That(docker.World.Processes.Any(process => process.Arguments is ["docker", "logs", ..]), Is.False);
    }

    private static (string Stdout, string Stderr, int? Code) Shell(SimulatedDocker docker, string text) =>
        docker.RunProgram(["/bin/sh", "-c", text]);
}
