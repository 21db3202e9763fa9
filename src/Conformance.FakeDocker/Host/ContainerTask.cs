using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// One run of a container as the host knows it: a process that the shim started and that lives on when the daemon dies.
/// </summary>
internal sealed class ContainerTask
{
    /// <summary>The container it is a run of.</summary>
    public required ContainerRecord Record { get; init; }

    /// <summary>Pid 1 of the container.</summary>
    public required SimProcess Process { get; init; }

    /// <summary>What runs in it.</summary>
    public required ContainerProgram Program { get; init; }

    /// <summary>The environment it got.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Its values in the cgroup file systems.</summary>
    public required CgroupValues Cgroup { get; init; }

    /// <summary>
    /// The host's pid for a process of it. Processes of a container are no processes of the simulated host, except pid 1: the others get numbers
    /// that no process there has.
    /// </summary>
    public int HostPid(int inner) => Process.Pid + (inner - 1) * 100_000;

    /// <summary>What stands for it on another host; null if nothing does.</summary>
    public IStandIn? StandIn { get; init; }

    /// <summary>Completes when nothing stands for it any more.</summary>
    public Task StandInGone { get; set; } = Task.CompletedTask;

    /// <summary>The kernel ended it for memory.</summary>
    public bool WasOutOfMemory { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public Machine.Instant? EndedAt { get; set; }

    /// <summary>0 to 255, 128+n for signal n; null while it runs.</summary>
    public int? ExitCode => Process.Ended is { } end ? (end.Code ?? 128 + end.Signal) & 255 : null;
}
