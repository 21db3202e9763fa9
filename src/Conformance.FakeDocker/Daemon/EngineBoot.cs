using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>What becomes of containers when a daemon starts.</summary>
public enum BootMode
{
    /// <summary>Without live-restore: what still runs is stopped (TERM, 10 s, KILL), then restart policies apply.</summary>
    ContainersKilled,

    /// <summary>With live-restore: what still runs is adopted, except AutoRemove containers, which are killed and removed.</summary>
    LiveRestored,

    /// <summary>A bug: containers are written down as exited with 137 while their processes run on, which nobody looks after.</summary>
    Orphaned,
}

/// <summary>How a daemon takes over what its predecessor left, and how it lets go.</summary>
internal sealed class EngineBoot(EngineCore core, ContainerExits exits, ContainerStopping stopping, ContainerStarting starting)
{
    /// <summary>Reads the records, settles what ended meanwhile, treats the rest as the mode says.</summary>
    public async Task Boot(BootMode mode)
    {
        List<Task> stops = [];
        foreach (var record in core.Host.Records.ToArray())
        {
            var container = new FakeContainer(core.World, record);
            record.Streams.Taps.EndAll();
            core.Containers.TryReserve(record.Name, record.Id, out _);
            core.Containers.Add(container);
            if (TakeOver(container, mode))
                stops.Add(StopAtBoot(container));
        }

        if (mode == BootMode.Orphaned)
            return;
        KillStrays();
        await Task.WhenAll(stops);
        foreach (var container in core.Containers.All)
        {
            if (container.Record is not { StartedAt: not null, IsRunning: false } ended)
                continue;
            if (ended.HostConfig.AutoRemove)
                exits.RemoveLater(container);
            else if (ShouldRevive(ended))
                core.World.Spawn("revive", () => Revive(container));
        }
    }

    /// <summary>TERM and KILL to all that runs; the containers stay written down as they ended.</summary>
    public async Task ShutDown()
    {
        core.IsShuttingDown = true;
        List<Task> stops = [];
        foreach (var container in core.Containers.All)
        {
            if (container.Record.IsRunning)
                stops.Add(stopping.StopAndWait(container, null));
        }

        await Task.WhenAll(stops);
    }

    /// <summary>Adopts a container; true if its process is to be stopped.</summary>
    private bool TakeOver(FakeContainer container, BootMode mode)
    {
        var record = container.Record;
        record.IsDead = false;
        if (!record.IsRunning)
            return false;
        var task = RunOf(record);
        if (task is null)
        {
            EndUnseen(record);
            return false;
        }

        if (mode == BootMode.Orphaned)
        {
            record.IsRunning = record.IsPaused = record.IsRestarting = false;
            record.Pid = 0;
            record.ExitCode = 137;
            record.FinishedAt = core.World.Now;
            return false;
        }

        container.Task = task;
        exits.Watch(container, task);
        return mode == BootMode.ContainersKilled || record.HostConfig.AutoRemove;
    }

    private static bool ShouldRevive(ContainerRecord record) => record.Policy switch
    {
        "always" => true,
        "unless-stopped" => !record.WasStoppedByClient,
        "on-failure" => record.ExitCode != 0
            && record.HostConfig.RestartPolicy!.MaximumRetryCount is var limit && (limit == 0 || record.RestartCount < limit),
        _ => false,
    };

    private ContainerTask? RunOf(ContainerRecord record)
    {
        foreach (var task in core.Host.Tasks.Values)
        {
            if (ReferenceEquals(task.Record, record))
                return task;
        }

        return null;
    }

    /// <summary>It ended while there was no daemon, or waited for its restart: its true end is its last run on the host.</summary>
    private void EndUnseen(ContainerRecord record)
    {
        if (!record.IsRestarting && core.Host.LastEnd(record.Id) is { } end)
        {
            record.ExitCode = end.ExitCode!.Value;
            record.WasOutOfMemory = end.WasOutOfMemory;
            record.FinishedAt = end.EndedAt;
        }

        record.IsRunning = record.IsPaused = record.IsRestarting = false;
        record.Pid = 0;
    }

    /// <summary>Counts as stopped by a client, as with the real daemon: <c>unless-stopped</c> then stays down.</summary>
    private async Task StopAtBoot(FakeContainer container)
    {
        container.StaysOnExit = true;
        await stopping.StopAndWait(container, container.Record.HostConfig.AutoRemove ? 0 : null);
        container.StaysOnExit = false;
    }

    private async Task Revive(FakeContainer container)
    {
        await container.Gate.Enter();
        try
        {
            if (!container.Record.IsRunning)
                await starting.StartLocked(container, byClient: true);
        }
        catch (DockerException)
        {
            // The record says why.
        }
        finally
        {
            container.Gate.Leave();
        }
    }

    /// <summary>Processes whose container is not known to run: a start that the last daemon did not live to write down.</summary>
    private void KillStrays()
    {
        foreach (var task in core.Host.Tasks.Values.ToArray())
        {
            if (!task.Record.IsRunning)
                core.World.Kill(task.Process, Machine.Signals.Kill, withChildren: true);
        }
    }
}
