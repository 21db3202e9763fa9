using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The health check of a task as <c>mesos-executor</c> has it done (src/health-check/main.cpp@0.20.0): its command is run by the shell
/// of the <b>host</b>, also where the task lives in a container, which Mesos mended in 0.25.0.
/// </summary>
/// <param name="machine">The executor's own process on its host.</param>
/// <param name="check">What to run, and how often.</param>
public sealed class HealthChecker(IMachine machine, HealthCheck check)
{
    /// <summary>Checks until the task is to be killed for its failures. Does not return while it is healthy.</summary>
    public async Task UntilUnhealthy()
    {
        var start = machine.Now;
        var failures = 0;
        await Task.Delay(TimeSpan.FromSeconds(check.DelaySeconds), machine.Time);
        while (true)
        {
            if (await IsHealthy())
                failures = 0;
            else if (machine.Now - start >= TimeSpan.FromSeconds(check.GracePeriodSeconds) && ++failures >= check.ConsecutiveFailures)
                return;
            await Task.Delay(TimeSpan.FromSeconds(check.IntervalSeconds), machine.Time);
        }
    }

    private async Task<bool> IsHealthy()
    {
        try
        {
            var child = await machine.Processes.Start(new ProcessSpec(["/bin/sh", "-c", check.Command.Value]));
            try
            {
                return (await child.Exit.WaitAsync(TimeSpan.FromSeconds(check.TimeoutSeconds), machine.Time)).IsSuccess;
            }
            catch (TimeoutException)
            {
                await child.Kill(Signals.Kill, tree: true);
                return false;
            }
        }
        catch (ProcessStartException)
        {
            return false;
        }
    }
}
