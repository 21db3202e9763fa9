using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Checks;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>
/// The daemon of one run on the wall's clock, with what lies around it: images, registry, files, containers of others. Faults are
/// not its business: a proxy stands before it. Disposed of, it leaves nothing of the run behind.
/// </summary>
internal interface IWallStage : IAsyncDisposable
{
    /// <summary>The daemon itself.</summary>
    DockerAddress Address { get; }

    /// <summary>How creates are marked at a daemon that is not ours; null where everything is ours.</summary>
    CreateMark? Mark { get; }

    /// <summary>The daemon past the proxy.</summary>
    IDockerEngine Engine { get; }

    /// <summary>Faults at points inside of the daemon that never acted; all others are the proxy's.</summary>
    IReadOnlyList<FaultRule> Unfired { get; }

    /// <summary>The end of the faults inside of the daemon.</summary>
    void Heal();

    /// <summary>What launches can fetch.</summary>
    ScenarioFiles Files { get; }

    /// <summary>Puts everything in its place; from then on what happens to containers is written into the run's history.</summary>
    Task Place();

    /// <summary>Reference of an image by its name in the scenario; what is no name of it is a reference itself.</summary>
    string Reference(string image);

    /// <summary>Starts a process where the daemon's pids are valid.</summary>
    Task<HostedProcess> StartProcess(ProcessSpec spec);

    /// <summary>Completes when everything that has happened at the daemon up to now is in the history.</summary>
    Task CatchUp();

    /// <summary>Ends the daemon; completes when it is gone.</summary>
    Task EndDaemon(DaemonEnd how);

    /// <summary>Starts the daemon again; completes when it answers.</summary>
    Task StartDaemon();

    /// <summary>Removes an image of the scenario.</summary>
    Task RemoveImage(string image);

    /// <summary>Containers that really exist, but those of strangers.</summary>
    Task<IReadOnlyList<RealContainer>> Containers();

    /// <summary>Volumes that have come up in this run and that no container uses.</summary>
    Task<IReadOnlyList<string>> NewVolumes();
}
