namespace Conformance.Containerizer;

/// <summary>
/// What a release of Mesos did beyond its command lines, as switches: each is a difference that a check can see. The defaults
/// are those of 0.20.0. Left out, because nothing here depends on it: how a release probed for Docker's version, and the
/// external containerizer.
/// </summary>
public sealed record Release
{
    /// <summary>How a container is made to end.</summary>
    public StopMode Stop { get; init; } = StopMode.Kill;

    /// <summary>How long after its end a container is removed; null: at once, and its failure is the termination's.</summary>
    public TimeSpan? RemovalDelay { get; init; }

    /// <summary>Who runs the container of a task.</summary>
    public ExecutorModel Executor { get; init; } = ExecutorModel.Override;

    /// <summary>
    /// The shell in which the override waits for the container. Where it is dash or busybox, a <c>docker wait</c> that fails
    /// without a word counts as exit code 0; bash keeps the code of the failure. Default: the host's.
    /// </summary>
    public string OverrideShell { get; init; } = "/bin/sh";

    /// <summary>What a container is called.</summary>
    public NameScheme Names { get; init; } = NameScheme.ContainerId;

    /// <summary>What counts as a leftover at recovery.</summary>
    public OrphanPolicy Orphans { get; init; } = OrphanPolicy.Prefix;

    /// <summary>Whether recovery adopts only executors of Docker containers (from 0.22.1), instead of whatever has a forked pid.</summary>
    public bool AdoptsOnlyDocker { get; init; }

    /// <summary>
    /// Whether a launch that fails between the run and the first look at its process leaves its record waiting for ever
    /// (0.20.0 to 0.22.x).
    /// </summary>
    public bool HangsOnIncompleteLaunch { get; init; } = true;

    /// <summary>Whether usage comes from control groups (from 0.24.0), instead of the process tree.</summary>
    public bool UsageFromCgroups { get; init; }

    /// <summary>Whether the follower of a container's output is ended some time after the container (from 0.21.0).</summary>
    public bool EndsLogFollower { get; init; }

    /// <summary>Whether the composing containerizer passes on a destroy that comes during a launch (from 0.21.0).</summary>
    public bool ForwardsDestroyWhileLaunching { get; init; }

    /// <summary>
    /// Whether the agent waits as soon as it has asked for a launch, and destroys a container whose launch failed (from 0.23.0),
    /// so that the failure's own words arrive; before, the containerizer has cleaned up by itself, and waiting comes too late.
    /// </summary>
    public bool AgentWaitsAtOnce { get; init; }
}

/// <summary>How a container is made to end.</summary>
public enum StopMode
{
    /// <summary><c>docker kill</c>: no TERM (0.20.x).</summary>
    Kill,

    /// <summary><c>docker stop -t GRACE</c> (from 0.21.1).</summary>
    Stop,
}

/// <summary>Who runs the container of a task.</summary>
public enum ExecutorModel
{
    /// <summary>The containerizer; the command executor only waits for it, by <c>--override</c> (0.20.0 to 0.22.x).</summary>
    Override,

    /// <summary>The program mesos-docker-executor, by an attached <c>docker run</c> (from 0.23.0).</summary>
    DockerExecutor,
}

/// <summary>What a container is called.</summary>
public enum NameScheme
{
    /// <summary><c>mesos-CONTAINER</c>.</summary>
    ContainerId,

    /// <summary><c>mesos-SLAVE.CONTAINER</c> (0.23.0 to 1.3.x).</summary>
    SlaveAndContainerId,
}

/// <summary>What counts as a leftover at recovery.</summary>
public enum OrphanPolicy
{
    /// <summary>Every container whose name begins with <c>mesos-</c>, whoever made it.</summary>
    Prefix,

    /// <summary>Those that name this slave's id; none at all when the agent has lost its state (0.23.0 to 0.28.x).</summary>
    SlavePrefix,
}
