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
        await host.End(how);
        if (downtime is { } time)
            around.Machine.Spawn("return of the daemon", () => Return(number, time));
    }

    /// <summary>Starts the daemon, if it is not there, and waits until it answers.</summary>
    public async Task StartDaemon()
    {
        if (IsDaemonUp)
            return;
        await (starting ??= Start());
    }

    /// <summary>Does what the step says.</summary>
    public Task Do(DaemonStep step) => step.Do == DaemonDeed.Start
        ? StartDaemon()
        : EndDaemon(step.Do == DaemonDeed.Stop ? DaemonEnd.Stop : DaemonEnd.Crash, step.For);

    /// <summary>Does what the step says. Throws <see cref="InvalidOperationException"/> if the daemon will not.</summary>
    public async Task Do(HandStep step)
    {
        HaveActed = true;
        var id = around.Names.DockerId(step.Container)
            ?? throw new InvalidOperationException($"no container of {step.Container} was created yet");
        EngineOperation<Nothing> operation = step switch
        {
            PauseStep => new PauseContainer(id),
            UnpauseStep => new UnpauseContainer(id),
            KillStep kill => new KillContainer(id, kill.Signal),
            RemoveStep => new RemoveContainer(id, Force: true, Volumes: true),
            _ => throw new InvalidOperationException($"this program does not know the step {step.GetType().Name}"),
        };
        around.History.Add("harness", new HandActed(step.Container, id, StepWords.Describe(step)));
        try
        {
            await host.Engine.Call(operation, Limit, around.Machine.Time);
        }
        catch (DockerException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
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
        if (number == ends)
            await StartDaemon();
    }

    private async Task Start()
    {
        await host.Start();
        IsDaemonUp = true;
        starting = null;
        around.History.Add("harness", new DaemonReturned());
    }
}
