using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>Settings of the agent that differ from Mesos' defaults.</summary>
public sealed record AgentSettings
{
    /// <summary>--executor_registration_timeout.</summary>
    [Meaning("How long a launch may take before the agent destroys it. Default: 1m, as in Mesos.")]
    public TimeSpan RegistrationTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>--containerizers.</summary>
    [Meaning("Who is asked to launch a task, in order: docker, mesos (processes of the host). Default: [docker].")]
    public IReadOnlyList<string> Containerizers { get; init; } = ["docker"];

    /// <summary>--docker_stop_timeout.</summary>
    [Meaning("Time between TERM and KILL when a container is destroyed. Default: 5s.")]
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Limit of one short daemon call.</summary>
    [Meaning("Limit that the containerizer is given for one short daemon call. Default: 30s.")]
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Limit of create and start.</summary>
    [Meaning("Limit that the containerizer is given for create and start. Default: 2m.")]
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Limit of fetching.</summary>
    [Meaning("Limit that the containerizer is given for fetching all files of a command. Default: 10m.")]
    public TimeSpan FetchLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>--cgroups_enable_cfs.</summary>
    [Meaning("Whether processors are a ceiling too, not only a weight (from Mesos 1.0.0). Default: false.")]
    public bool Cfs { get; init; }

    /// <summary>How long a pull may show no progress.</summary>
    [Meaning("How long a pull may show no progress. Default: 5m.")]
    public TimeSpan PullInactivityLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>EXECUTOR_REREGISTER_TIMEOUT.</summary>
    [Meaning("How long an executor may take to register again after the agent has come back. Default: 2s, as in Mesos.")]
    public TimeSpan ReregistrationTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>--executor_shutdown_grace_period.</summary>
    [Meaning("How long an executor may take to end when it is shut down; then the agent destroys it. Default: 5s, as in Mesos.")]
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>--recovery_timeout.</summary>
    [Meaning("How long an executor waits for an agent that is gone, if there are checkpoints. Default: 15m, as in Mesos.")]
    public TimeSpan RecoveryTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Framework with checkpoint=true.</summary>
    [Meaning("Whether the framework asks for checkpoints. Default: true.")]
    public bool Checkpoint { get; init; } = true;
}
