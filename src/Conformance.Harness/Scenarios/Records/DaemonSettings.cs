using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>How the daemon is set up.</summary>
public sealed record DaemonSettings
{
    /// <summary>live-restore.</summary>
    [Meaning("Whether containers outlive it (live-restore). Default: false, as with dockerd: it ends them when it stops, and those that outlived a crash when it is back.")]
    public bool LiveRestore { get; init; }

    /// <summary>How long it is not there when the agent starts for the first time.</summary>
    [Meaning("How long it is away when the agent starts for the first time. Default: it is there.")]
    public TimeSpan? Absent { get; init; }

    /// <summary>A bug of daemons.</summary>
    [Meaning("After a crash it takes containers for ended whose processes live on (moby/moby#15397). Default: false.")]
    public bool LosesProcesses { get; init; }
}
