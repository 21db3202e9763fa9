using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>kill: delivers a signal. KILL is answered when the exit is recorded, others when the signal is delivered.</summary>
internal sealed class ContainerSignals(EngineCore core, ContainerExits exits)
{
    private const int SignalMax = 64;
    private const int DeliverMin = 3;
    private const int DeliverMax = 6;

    /// <summary>204 or an error.</summary>
    public async Task<Nothing> Kill(KillContainer operation)
    {
        var signal = Parse(operation.Signal);
        try
        {
            var container = core.Find(operation.Id);
            if (signal > SignalMax)
                throw EngineErrors.UnsupportedSignal(signal);
            if (signal == Signals.Kill)
                await KillAndWait(container);
            else
                await SendAsClient(container, signal);
        }
        catch (DockerException e) when (e.Failure == DockerFailure.Answered)
        {
            throw EngineErrors.CannotKill(operation.Id, e);
        }

        return new Nothing();
    }

    /// <summary>KILL, and waits until the exit is recorded. 409 if it does not run.</summary>
    public async Task KillAndWait(FakeContainer container)
    {
        if (await SendAsClient(container, Signals.Kill) is { } stopped)
            await stopped;
    }

    /// <summary>
    /// Delivers a signal and switches the restart policy off. Answers the end of this run, which was asked for before the signal
    /// went out; null if it ended at once because it only waited for its restart.
    /// </summary>
    public async Task<Task<ContainerEnd>?> SendAsClient(FakeContainer container, int signal)
    {
        await container.Gate.Enter();
        try
        {
            var record = container.Record;
            if (!record.IsRunning)
                throw EngineErrors.NotRunning(container.Id);
            if (!core.IsShuttingDown)
            {
                container.IsPolicyOff = true;
                record.WasStoppedByClient = true;
            }

            if (record.IsRestarting)
            {
                exits.EndRestarting(container);
                return null;
            }

            var stopped = container.NextStop;
            await core.Work(DeliverMin, DeliverMax);
            Send(container, signal);
            return stopped;
        }
        finally
        {
            container.Gate.Leave();
        }
    }

    private void Send(FakeContainer container, int signal)
    {
        core.Write(new ContainerSignalled(container.Id, container.Record.Name, signal));
        core.Events.Container("kill", container.Record, "signal", signal);
        if (container.Task is { } task)
            core.World.Signal(task.Process, signal);
    }

    /// <summary>A signal as clients write it; throws the daemon's 400.</summary>
    public static int Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Signals.Kill;
        return Signals.Parse(text) is { } signal and > 0 ? signal : throw EngineErrors.InvalidSignal(text);
    }
}
