using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>Settings of the agent that differ from Mesos' defaults.</summary>
public sealed record AgentSettings
{
    /// <summary>--executor_registration_timeout.</summary>
    [Meaning("How long a launch may take before the agent destroys it. Default: 1m, as in Mesos.")]
    public TimeSpan RegistrationTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>--docker_stop_timeout.</summary>
    [Meaning("Time between TERM and KILL when a container is destroyed. Default: 5s.")]
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Limit of one short daemon call.</summary>
    [Meaning("Limit that the containerizer is given for one short daemon call. Default: 30s.")]
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Limit of create and start.</summary>
    [Meaning("Limit that the containerizer is given for create and start. Default: 2m.")]
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a pull may show no progress.</summary>
    [Meaning("How long a pull may show no progress. Default: 5m.")]
    public TimeSpan PullInactivityLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Framework with checkpoint=true.</summary>
    [Meaning("Whether the framework asks for checkpoints. Default: true.")]
    public bool Checkpoint { get; init; } = true;
}
