using Conformance.Docker;
using Conformance.Faults;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>
/// Other hands than the containerizer's: they end and start the daemon, and do to containers of the agent what operators do. Lives in
/// the harness's own process; faults post to it.
/// </summary>
internal sealed class OtherHands(IDaemonHost host, AgentSurroundings around)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private Task? starting;
    private Task ending = Task.CompletedTask;
    private int ends;

    /// <summary>Whether they did anything that a containerizer may need time to mend.</summary>
    public bool HaveActed { get; private set; }

    /// <summary>Whether the daemon is there.</summary>
    public bool IsDaemonUp { get; private set; } = true;

    /// <summary>Ends the daemon, and brings it back after a time of the scenario; null: not by itself.</summary>
    public async Task EndDaemon(DaemonEnd how, TimeSpan? downtime)
    {
        HaveActed = true;
        IsDaemonUp = false;
        var number = ++ends;
        around.History.Add("harness", new DaemonEnded(how == DaemonEnd.Stop ? "stop" : "crash"));
        await (ending = host.End(how));
        if (downtime is { } time)
            around.Machine.Spawn("return of the daemon", () => Return(number, time));
    }

    /// <summary>Starts the daemon, if it is not there, and waits until it answers; again, if it is ended meanwhile.</summary>
    public async Task StartDaemon()
    {
        while (!IsDaemonUp)
            await (starting ??= Start());
    }

    /// <summary>Does what the step says.</summary>
    public Task Do(DaemonStep step) => step.Do == DaemonDeed.Start
        ? StartDaemon()
        : EndDaemon(step.Do == DaemonDeed.Stop ? DaemonEnd.Stop : DaemonEnd.Crash, step.For);

    /// <summary>Does what the step says. Its answer says why it could not be done; null if it was.</summary>
    public async Task<string?> Do(HandStep step)
    {
        HaveActed = true;
        if (around.Names.DockerId(step.Container) is not { } id)
            return $"no container of {step.Container} was created yet";
        EngineOperation<Nothing> operation = step switch
        {
            PauseStep => new PauseContainer(id),
            UnpauseStep => new UnpauseContainer(id),
            KillStep kill => new KillContainer(id, kill.Signal),
            RemoveStep => new RemoveContainer(id, Force: true, Volumes: true),
            _ => throw new InvalidOperationException($"this program does not know the step {step.GetType().Name}"),
        };
        around.History.Add("harness", new HandActed(step.Container, id, StepWords.Describe(step)) { IsRemoval = step is RemoveStep });
        try
        {
            await host.Engine.Call(operation, Limit, around.Machine.Time);
            return null;
        }
        catch (DockerException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Removes an image of the scenario; nothing happens if it is not there.</summary>
    public async Task RemoveImage(string image)
    {
        HaveActed = true;
        try
        {
            await host.RemoveImage(image);
        }
        catch (DockerException exception)
        {
            around.History.Add("harness", new Note($"the image {image} was not removed: {exception.Message}"));
        }
    }

    private async Task Return(int number, TimeSpan time)
    {
        await Task.Delay(time / around.TimeScale, around.Machine.Time);
        if (number == ends && !IsDaemonUp)
            await (starting ??= Start());
    }

    private async Task Start()
    {
        // One that is still on its way out would answer, too.
        await ending;
        var number = ends;
        try
        {
            await host.Start();
        }
        catch (DockerException) when (number != ends)
        {
            // Ended again before it answered.
            return;
        }
        finally
        {
            starting = null;
        }

        if (number != ends)
            return;
        IsDaemonUp = true;
        around.History.Add("harness", new DaemonReturned());
    }
}
