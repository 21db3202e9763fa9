using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Faults;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Runs;

/// <summary>The fake daemon of a run, for other hands.</summary>
internal sealed class SimDaemonHost(SimStage stage, DaemonSettings settings) : IDaemonHost
{
    /// <inheritdoc/>
    public IDockerEngine Engine { get; } = new SimulatedConnection(stage.World, stage.Daemon, isPastFaults: true);

    /// <inheritdoc/>
    public Task End(DaemonEnd how)
    {
        if (how == DaemonEnd.Stop)
            return stage.Daemon.Stop(settings.LiveRestore);
        stage.Daemon.Crash();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Start()
    {
        stage.Daemon.Start(settings switch
        {
            { LosesProcesses: true } => BootMode.Orphaned,
            { LiveRestore: true } => BootMode.LiveRestored,
            _ => BootMode.ContainersKilled,
        });
        return Engine.Call(new Ping());
    }

    /// <inheritdoc/>
    public Task RemoveImage(string image) => Engine.Call(new RemoveImage(stage.Reference(image), Force: true));
}
