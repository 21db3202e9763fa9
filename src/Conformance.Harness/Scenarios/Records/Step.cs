using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>One step of a scenario. Each kind is a record with a <see cref="WordAttribute"/>.</summary>
public abstract record Step;

/// <summary>Asks the agent to run a task; goes on at once, as an agent does.</summary>
[Word("launch", "Asks the agent to run a task in a new container; goes on at once.")]
public sealed record LaunchStep : Step
{
    /// <summary>Name in the scenario.</summary>
    [Meaning("Name of the container in this scenario.")]
    public required string Container { get; init; }

    /// <summary>Who runs it; null for the first agent.</summary>
    [Meaning("Name of the neighbour that runs it. Default: the first agent.")]
    public string? Agent { get; init; }

    /// <summary>TaskInfo.task_id; null for one of its own.</summary>
    [Meaning("Id of the task, which another agent's task may have too. Default: one that no other has.")]
    public string? TaskId { get; init; }

    /// <summary>Scenario image.</summary>
    [Meaning("Image of this scenario; or a reference with / or : that is in no registry. Without it the task has no container, and is none of Docker's.")]
    public string? Image { get; init; }

    /// <summary>CommandInfo.shell.</summary>
    [Meaning("CommandInfo.shell. Default: true when value is given, else false.")]
    public bool? Shell { get; init; }

    /// <summary>CommandInfo.value; null for absent.</summary>
    [Meaning("CommandInfo.value: with shell a command text, else a program. Default: absent.")]
    public string? Value { get; init; }

    /// <summary>CommandInfo.arguments.</summary>
    [Meaning("CommandInfo.arguments. Default: none.")]
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>CommandInfo.environment.</summary>
    [Meaning("Variables of the command. Default: none.")]
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>CommandInfo.uris.</summary>
    [Meaning("Files that are fetched into the sandbox first. Default: none.")]
    public IReadOnlyList<FetchedUri> Uris { get; init; } = [];

    /// <summary>HealthCheck.command, with Mesos' defaults for the rest.</summary>
    [Meaning("Command of a health check: run every 10s from the 15th second on; after three failures in a row the executor kills the task. Default: none.")]
    public string? Health { get; init; }

    /// <summary>DockerInfo.network; null for absent.</summary>
    [Meaning("host, bridge, none, or the name of a network of this scenario. Default: absent, which is host.")]
    public string? Network { get; init; }

    /// <summary>DockerInfo.port_mappings.</summary>
    [Meaning("Published ports, HOST:CONTAINER or HOST:CONTAINER/PROTOCOL. Default: none.")]
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>The resource ports.</summary>
    [Meaning("Ranges of host ports among its resources, FIRST-LAST. Default: none.")]
    public IReadOnlyList<string> PortResources { get; init; } = [];

    /// <summary>ContainerInfo.volumes.</summary>
    [Meaning("Files and folders of the host in the container. Default: none.")]
    public IReadOnlyList<HostVolume> Volumes { get; init; } = [];

    /// <summary>ContainerInfo.hostname.</summary>
    [Meaning("Name of its host. Default: absent.")]
    public string? Hostname { get; init; }

    /// <summary>TaskInfo.labels.</summary>
    [Meaning("Labels of the task, which a containerizer with the capability labels puts on its container. Default: none.")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>DockerInfo.privileged.</summary>
    [Meaning("Whether it is privileged. Default: false.")]
    public bool Privileged { get; init; }

    /// <summary>DockerInfo.force_pull_image.</summary>
    [Meaning("Whether its image is pulled even if it is there. Default: false.")]
    public bool ForcePull { get; init; }

    /// <summary>DockerInfo.parameters.</summary>
    [Meaning("Free options of docker run, by their names without hyphens. Default: none.")]
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Executor path.</summary>
    [Meaning("The container is a custom executor: it registers with the agent, which then gives it the task. Default: false.")]
    public bool Executor { get; init; }

    /// <summary>cpus.</summary>
    [Meaning("Share of processors. Default: 0.1.")]
    public double Cpus { get; init; } = 0.1;

    /// <summary>mem.</summary>
    [Meaning("Memory. Default: 64MiB.")]
    public ByteSize Mem { get; init; } = new(64L << 20);
}

/// <summary>Waits until a launch was answered.</summary>
[Word("launched", "Waits until the launch of a container was answered, well or not.")]
public sealed record LaunchedStep : Step
{
    /// <summary>Container.</summary>
    [Meaning("The container.", IsShorthand = true)]
    public required string Container { get; init; }
}

/// <summary>Lets time pass.</summary>
[Word("after", "Lets time pass.")]
public sealed record AfterStep : Step
{
    /// <summary>How long.</summary>
    [Meaning("How long.", IsShorthand = true)]
    public required TimeSpan Time { get; init; }
}

/// <summary>Waits for an edge.</summary>
[Word("until", "Waits until an edge was reached.")]
public sealed record UntilStep : Step
{
    /// <summary>The edge.</summary>
    [Meaning("The edge.", IsShorthand = true)]
    public required Trigger Edge { get; init; }
}

/// <summary>Destroys a container.</summary>
[Word("destroy", "Asks the containerizer to destroy a container; goes on at once.")]
public sealed record DestroyStep : Step
{
    /// <summary>Container.</summary>
    [Meaning("The container.", IsShorthand = true)]
    public required string Container { get; init; }
}

/// <summary>Ends a task as a framework does.</summary>
[Word("kill-task", "Asks the agent to kill a task: its executor is told to; without one the container is destroyed. Goes on at once.")]
public sealed record KillTaskStep : Step
{
    /// <summary>Container.</summary>
    [Meaning("The container.", IsShorthand = true)]
    public required string Container { get; init; }
}

/// <summary>Ends an executor.</summary>
[Word("shutdown", "The agent tells a custom executor to shut down, and destroys it after the grace period. Goes on at once.")]
public sealed record ShutdownStep : Step
{
    /// <summary>Container.</summary>
    [Meaning("The container.", IsShorthand = true)]
    public required string Container { get; init; }
}

/// <summary>Waits for a termination.</summary>
[Word("wait", "Waits until the agent has the termination of a container.")]
public sealed record WaitStep : Step
{
    /// <summary>Container.</summary>
    [Meaning("The container.", IsShorthand = true)]
    public required string Container { get; init; }

    /// <summary>How many more ask.</summary>
    [Meaning("How many more callers wait at the same time; all must be told the same. Default: 0.")]
    public int More { get; init; }
}

/// <summary>Changes resources.</summary>
[Word("update", "Sets the resources of a container and waits for the answer.")]
public sealed record UpdateStep : Step
{
    /// <summary>Container.</summary>
    [Meaning("The container.")]
    public required string Container { get; init; }

    /// <summary>cpus; null for not mentioned.</summary>
    [Meaning("Share of processors. Default: not mentioned.")]
    public double? Cpus { get; init; }

    /// <summary>mem; null for not mentioned.</summary>
    [Meaning("Memory. Default: not mentioned.")]
    public ByteSize? Mem { get; init; }

    /// <summary><see cref="Ok"/>, or a pattern of the failure; null: not asked.</summary>
    [Meaning("How it must be answered: ok, or a pattern of the message with which it must fail. Default: not asked.")]
    public string? Answer { get; init; }

    /// <summary>The answer of an update that is not refused.</summary>
    public const string Ok = "ok";
}

/// <summary>Measures.</summary>
[Word("usage", "Asks for the usage of a container and waits for the answer.")]
public sealed record UsageStep : Step
{
    /// <summary>Container.</summary>
    [Meaning("The container.", IsShorthand = true)]
    public required string Container { get; init; }
}

/// <summary>Lists.</summary>
[Word("containers", "Asks for the list of containers; it must be exactly this.")]
public sealed record ContainersStep : Step
{
    /// <summary>Expected names.</summary>
    [Meaning("Names of the containers it must know, or none.", IsShorthand = true, AllowsNone = true)]
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Who is asked; null for the first agent.</summary>
    [Meaning("Name of the neighbour that is asked. Default: the first agent.")]
    public string? Agent { get; init; }
}

/// <summary>Kills the agent.</summary>
[Word("crash", "Kills the agent with SIGKILL, between two of its effects.")]
public sealed record CrashStep : Step
{
    /// <summary>What is left.</summary>
    [Meaning("What is left of its checkpoints: kept, partial or lost. Default: kept.", IsShorthand = true)]
    public StateLoss State { get; init; } = StateLoss.Kept;

    /// <summary>Children.</summary>
    [Meaning("Whether its docker programs die with it. Default: false.")]
    public bool WithChildren { get; init; }

    /// <summary>Who dies; null for the first agent.</summary>
    [Meaning("Name of the neighbour that dies. Default: the first agent.")]
    public string? Agent { get; init; }
}

/// <summary>Starts the agent again.</summary>
[Word("restart", "Starts the agent again (waiting for its crash first) and waits until its recovery was answered.")]
public sealed record RestartStep : Step
{
    /// <summary>Pause before.</summary>
    [Meaning("How long it stays away after its crash. Default: 1s.", IsShorthand = true)]
    public TimeSpan Downtime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Who comes back; null for the first agent.</summary>
    [Meaning("Name of the neighbour that comes back. Default: the first agent.")]
    public string? Agent { get; init; }
}
