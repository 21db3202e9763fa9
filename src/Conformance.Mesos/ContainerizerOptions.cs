namespace Conformance.Mesos;

/// <summary>
/// What an agent tells its containerizer at start: the flags of Mesos 0.20 that concern it, and bounds. Sent in the
/// handshake of the stdio protocol.
/// </summary>
public sealed record ContainerizerOptions
{
    /// <summary>--work_dir: absolute; all state of this agent is below it.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>The agent's present id. A new one after its state was lost.</summary>
    public required string SlaveId { get; init; }

    /// <summary>libprocess address of the agent, such as <c>slave(1)@127.0.0.1:5051</c>.</summary>
    public required string SlavePid { get; init; }

    /// <summary>
    /// Names this installation of an agent for ever, also when its state and id are lost: what a container carries to say
    /// whose it is. Two agents on one daemon have two.
    /// </summary>
    public required string Installation { get; init; }

    /// <summary>The daemon: <c>unix:///path</c> or <c>tcp://127.0.0.1:PORT</c>. Empty in a simulation.</summary>
    public string DockerHost { get; init; } = "";

    /// <summary>--docker: the docker program. Default <c>docker</c>.</summary>
    public string DockerProgram { get; init; } = "docker";

    /// <summary>
    /// --containerizers: who is asked, in order, with commas between; <c>docker</c> and <c>mesos</c> (the host's own processes).
    /// Default: only docker.
    /// </summary>
    public string Containerizers { get; init; } = "docker";

    /// <summary>--launcher_dir: where the agent's own programs are; <c>mesos-fetcher</c> is one. Default: as Mesos installs them.</summary>
    public string LauncherFolder { get; init; } = "/usr/libexec/mesos";

    /// <summary>--frameworks_home: what relative URIs are relative to. Empty: they are refused.</summary>
    public string FrameworksHome { get; init; } = "";

    /// <summary>--cgroups_enable_cfs, from Mesos 1.0.0: processors are a ceiling too, not only a weight. Default: false.</summary>
    public bool CgroupsEnableCfs { get; init; }

    /// <summary>--docker_sandbox_directory: where the sandbox appears inside a container.</summary>
    public string SandboxInContainer { get; init; } = "/mnt/mesos/sandbox";

    /// <summary>How long a container may take to end after TERM before KILL. Default 5 s; Mesos 0.20 knows only 0.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Limit of one short daemon call (inspect, kill, rm, list). Default 30 s. Never unlimited.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Limit of create and start together. Default 2 min.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Limit of fetching all files of a command. Default 10 min.</summary>
    public TimeSpan FetchLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a pull may show no progress. Default 5 min; its whole duration is not limited.</summary>
    public TimeSpan PullInactivityLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two looks at the daemon's whole list. Default 30 s.</summary>
    public TimeSpan ReconcileInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>--recovery_timeout: how long executors wait for an agent that is gone. Default 15 min; MESOS_RECOVERY_TIMEOUT.</summary>
    public TimeSpan RecoveryTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>First pause between tries of a call that must succeed in the end; doubled up to 16 times of it. Default 1 s.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(1);
}
