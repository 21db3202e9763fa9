using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// What the daemon does when a container's process has ended: some time later it notices, writes down the end, answers those who
/// wait, and restarts or removes the container by policy.
/// </summary>
internal sealed class ContainerExits(EngineCore core)
{
    private const int NoticeMin = 35;
    private const int NoticeMax = 55;

    /// <summary>Starts a container again whose lock is held; set by the engine, as start needs exits and they need start.</summary>
    public Func<FakeContainer, Task>? Restart { get; set; }

    /// <summary>Removes a container as <c>rm -f -v</c> does; set by the engine.</summary>
    public Func<FakeContainer, Task>? Remove { get; set; }

    /// <summary>Waits for the end of a run, in the background.</summary>
    public void Watch(FakeContainer container, ContainerTask task) => core.World.Spawn("exit", () => Observe(container, task));

    /// <summary>Removes a container in the background.</summary>
    public void RemoveLater(FakeContainer container) => core.World.Spawn("autoremove", () => RemoveQuietly(container));

    /// <summary>A container that waits for its restart ends at once, as kill and stop make it.</summary>
    public void EndRestarting(FakeContainer container)
    {
        container.RunNumber++;
        SetStopped(container);
    }

    private async Task Observe(FakeContainer container, ContainerTask task)
    {
        await task.Process.Exit;
        await core.Work(NoticeMin, NoticeMax);
        await task.StandInGone;
        await core.Host.ExitMayBeNoticed(task);
        await container.Gate.Enter();
        try
        {
            if (container.Task == task)
                Settle(container, task);
        }
        finally
        {
            container.Gate.Leave();
        }
    }

    /// <summary>Writes down the end of a run; the lock is held.</summary>
    public void Settle(FakeContainer container, ContainerTask task)
    {
        var record = container.Record;
        var ended = task.EndedAt ?? core.World.Now;
        container.Task = null;
        HealthChecks.Stop(container);
        record.Streams.EndRun();
        container.ForgetExecs();
        record.Pid = 0;
        record.IsPaused = false;
        record.ExitCode = task.ExitCode ?? 137;
        record.FinishedAt = ended;
        record.WasOutOfMemory = task.WasOutOfMemory;
        if (record.WasOutOfMemory)
            core.Events.Container("oom", record);
        var delay = core.IsShuttingDown ? null : RestartRules.Delay(container, record.ExitCode, ended - (record.StartedAt ?? ended));
        record.IsRestarting = delay is not null;
        core.Events.Container("die", record, "exitCode", record.ExitCode);
        core.Disconnect(record);
        core.Unmounted(record);
        if (delay is { } wait)
        {
            record.RestartCount++;
            container.AnnounceStop();
            record.Log.Wake();
            var run = container.RunNumber;
            core.World.Spawn("restart", () => RestartAfter(container, run, wait));
        }
        else
        {
            SetStopped(container);
        }
    }

    private void SetStopped(FakeContainer container)
    {
        var record = container.Record;
        record.IsRunning = record.IsRestarting = false;
        container.AnnounceStop();
        record.Log.Wake();
        if (record.HostConfig.AutoRemove && !container.StaysOnExit && !core.IsShuttingDown)
            RemoveLater(container);
    }

    private async Task RestartAfter(FakeContainer container, int run, TimeSpan delay)
    {
        await core.World.Delay(delay);
        await container.Gate.Enter();
        try
        {
            if (container.RunNumber != run || !container.Record.IsRestarting)
                return;
            await Restart!(container);
        }
        catch (DockerException)
        {
            SetStopped(container);
        }
        finally
        {
            container.Gate.Leave();
        }
    }

    private async Task RemoveQuietly(FakeContainer container)
    {
        try
        {
            await Remove!(container);
        }
        catch (DockerException)
        {
            // A client removes it already.
        }
    }
}
