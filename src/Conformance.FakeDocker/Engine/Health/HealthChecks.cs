using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>
/// Health of containers. While one runs and is not paused, a watcher in the background probes it again and again and writes down what
/// became of that; when nobody watches any more, the daemon calls the container unhealthy. What is known outlives the daemon, a
/// watcher does not: a daemon that takes a running container over watches it again only after a pause or a start.
/// </summary>
internal sealed class HealthChecks(EngineCore core, HealthProbe probe)
{
    private const int LogMax = 5;

    /// <summary>A run begins: nothing is known of it yet. Earlier probes stay in the log.</summary>
    public void Begin(FakeContainer container)
    {
        var record = container.Record;
        if (HealthRules.CommandOf(record.Config) is null)
            return;
        Stop(container);
        record.Health = (record.Health ?? new ContainerHealth()) with { Status = ContainerHealth.Starting, FailingStreak = 0 };
        Watch(container);
    }

    /// <summary>It runs on after a pause.</summary>
    public void Watch(FakeContainer container)
    {
        if (container.Record.Health is null || container.HealthWatch is not null)
            return;
        var stop = core.World.Completion<bool>();
        container.HealthWatch = stop;
        core.World.Spawn("health", () => ProbeUntil(stop, container));
    }

    /// <summary>It has ended or is paused: nobody looks any more.</summary>
    public static void Stop(FakeContainer container)
    {
        if (container.HealthWatch is not { } watch)
            return;
        container.HealthWatch = null;
        container.Record.Health = container.Record.Health! with { Status = ContainerHealth.Unhealthy };
        watch.TrySet(true);
    }

    private async Task ProbeUntil(Completion<bool> stop, FakeContainer container)
    {
        var interval = HealthRules.IntervalOf(container.Record.Config.Healthcheck!);
        while (await Task.WhenAny(stop.Task, core.World.Delay(interval)) != stop.Task)
        {
            var began = core.World.Now;
            if (await probe.Run(container, stop.Task) is { } result)
                await Note(container, stop, began, result);
        }
    }

    private async Task Note(FakeContainer container, Completion<bool> stop, Instant began, HealthResult result)
    {
        await container.Gate.Enter();
        try
        {
            if (!stop.IsSettled)
                Note(container.Record, began, result);
        }
        finally
        {
            container.Gate.Leave();
        }
    }

    private void Note(ContainerRecord record, Instant began, HealthResult result)
    {
        var old = record.Health!;
        var (status, streak) = Judge(record, began, result.ExitCode == 0);
        record.Health = new ContainerHealth { Status = status, FailingStreak = streak, Log = [.. old.Log.Append(result).TakeLast(LogMax)] };
        if (status != old.Status)
            core.Events.Container("health_status: " + status, record);
    }

    private static (string Status, int Streak) Judge(ContainerRecord record, Instant began, bool isWell)
    {
        var (config, health) = (record.Config.Healthcheck!, record.Health!);
        if (isWell)
            return (ContainerHealth.Healthy, 0);
        if (health.Status == ContainerHealth.Starting && began - (record.StartedAt ?? began) < config.StartPeriod.Span)
            return (health.Status, health.FailingStreak);
        var streak = health.FailingStreak + 1;
        return (streak >= HealthRules.RetriesOf(config) ? ContainerHealth.Unhealthy : health.Status, streak);
    }
}
