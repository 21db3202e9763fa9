using Conformance.Containerizer;
using Conformance.Mesos.Messages;
using Conformance.Tests.FakeDocker.Cli;

namespace Conformance.Tests.Containerizer.Executors;

public sealed class HealthCheckerTests
{
    [Test]
    public void A_command_that_fails_three_times_in_a_row_ends_the_check_and_it_was_the_hosts_shell_that_ran_it()
    {
        var docker = new SimulatedDocker();
        Assert.That(Seconds(docker, "test -f /tmp/alive"), Is.EqualTo(35).Within(0.1));
        docker.Machine.Disk.Files.Write("/tmp/alive", []);
        Assert.That(Seconds(docker, "test -f /tmp/alive"), Is.Null);
    }

    [Test]
    public void A_command_that_does_not_end_is_a_failure_after_its_timeout() =>
        Assert.That(Seconds(new SimulatedDocker(), "sleep 1000"), Is.EqualTo(15 + 3 * 20 + 2 * 10).Within(0.1));

    [Test]
    public void Failures_within_the_grace_period_do_not_count() =>
        Assert.That(Seconds(new SimulatedDocker(), "exit 1", check => check.GracePeriodSeconds = 40), Is.EqualTo(65).Within(0.1));

    /// <summary>When the check ended; null if it did not within ten minutes.</summary>
    private static double? Seconds(SimulatedDocker docker, string command, Action<HealthCheck>? change = null)
    {
        var check = new HealthCheck { Command = new CommandInfo { Value = command } };
        change?.Invoke(check);
        var start = docker.World.Now;
        var executor = docker.World.Start("executor", async _ =>
        {
            await new HealthChecker(docker.Machine, check).UntilUnhealthy();
            return 0;
        });
        docker.World.Run(() => !executor.IsAlive, start + TimeSpan.FromMinutes(10));
        return executor.IsAlive ? null : (docker.World.Now - start).TotalSeconds;
    }
}
