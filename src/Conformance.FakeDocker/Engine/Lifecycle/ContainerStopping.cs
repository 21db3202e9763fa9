using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>
/// stop and restart: the stop signal, KILL after the grace, the answer after the exit. Nothing is locked while they wait: a kill
/// meanwhile ends the container and the wait.
/// </summary>
internal sealed class ContainerStopping(EngineCore core, ContainerSignals signals, ContainerStarting starting)
{
    private const int DefaultGraceSeconds = 10;

    /// <summary>204, or 304 when it does not run.</summary>
    public async Task<Nothing> Stop(StopContainer operation)
    {
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        if (!container.Record.IsRunning)
            return new Nothing(WasModified: false);
        await StopAndWait(container, operation.GraceSeconds);
        return new Nothing();
    }

    /// <summary>204.</summary>
    public async Task<Nothing> Restart(RestartContainer operation)
    {
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        if (container.Record.IsRunning)
        {
            container.StaysOnExit = true;
            try
            {
                await StopAndWait(container, operation.GraceSeconds);
            }
            finally
            {
                container.StaysOnExit = false;
            }
        }

        await container.Gate.Enter();
        try
        {
            if (!container.Record.IsRunning)
                await starting.StartLocked(container, byClient: true);
        }
        finally
        {
            container.Gate.Leave();
        }

        core.Events.Container("restart", container.Record);
        return new Nothing();
    }

    /// <summary>Stops a running container; no error if it ends meanwhile.</summary>
    public async Task StopAndWait(FakeContainer container, int? graceSeconds)
    {
        var record = container.Record;
        var signal = record.Config.StopSignal is { Length: > 0 } text ? ContainerSignals.Parse(text) : Signals.Term;
        var grace = graceSeconds ?? record.Config.StopTimeout ?? DefaultGraceSeconds;
        var run = container.RunNumber;
        try
        {
            var stopped = await signals.SendAsClient(container, signal);
            if (stopped is not null)
                await WaitOrKill(container, run, stopped, grace);
        }
        catch (DockerException e) when (e.Status == 409)
        {
            // It ended before the signal reached it.
        }

        core.Events.Container("stop", record);
    }

    private async Task WaitOrKill(FakeContainer container, int run, Task<ContainerEnd> stopped, int graceSeconds)
    {
        if (graceSeconds >= 0)
        {
            try
            {
                await stopped.WaitAsync(TimeSpan.FromSeconds(graceSeconds), core.World.Time);
            }
            catch (TimeoutException)
            {
                if (container.RunNumber == run && container.Record.IsRunning)
                    await signals.KillAndWait(container);
            }
        }
        else
        {
            await stopped;
        }
    }
}
