using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>One concrete scenario: a file, or one case of a file with parameters or cases, after substitution.</summary>
public sealed record Scenario
{
    /// <summary>One sentence: what must hold.</summary>
    [Meaning("One sentence that says what must hold.")]
    public required string Title { get; init; }

    /// <summary>Path as given to the reader.</summary>
    public required string File { get; init; }

    /// <summary>Which case of the file, such as <c>edge=create-sent state=lost</c>; empty for a file without cases.</summary>
    public string Case { get; init; } = "";

    /// <summary>Ids of the requirements it tests; at least one.</summary>
    public IReadOnlyList<string> Requirements { get; init; } = [];

    /// <summary>Where it comes from: issue, commit, document.</summary>
    public string Source { get; init; } = "";

    /// <summary>Backends it runs on: sim, fake, docker.</summary>
    public IReadOnlyList<string> Backends { get; init; } = ["sim", "fake", "docker"];

    /// <summary>Why not on the others; shown when it is skipped there.</summary>
    public string? BackendsWhy { get; init; }

    /// <summary>Profiles it holds for; empty for all.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>The agent.</summary>
    public AgentSettings Agent { get; init; } = new();

    /// <summary>Images by name, in file order.</summary>
    public IReadOnlyList<ImageSettings> Images { get; init; } = [];

    /// <summary>Containers of other owners that are there from the start.</summary>
    public IReadOnlyList<ForeignContainer> Foreign { get; init; } = [];

    /// <summary>What is done, in order.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>What goes wrong.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>What must hold at the end besides the checks.</summary>
    public Expectations Expect { get; init; } = new();

    /// <summary>File name without folder and extension, plus the case, as reports and snapshots use it.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(File) + (Case.Length == 0 ? "" : " [" + Case + "]");
}

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

/// <summary>An image of the scenario. In the daemon it is NAME:latest or, when it comes from a registry, HOST/NAME:latest.</summary>
public sealed record ImageSettings
{
    /// <summary>Name in the scenario.</summary>
    public required string Name { get; init; }

    /// <summary>ENTRYPOINT; null for none.</summary>
    [Meaning("ENTRYPOINT, exec form. Default: none.")]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>CMD; null for none.</summary>
    [Meaning("CMD, exec form. Default: none.")]
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>ENV.</summary>
    [Meaning("ENV: variables by name. Default: none.")]
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>VOLUME.</summary>
    [Meaning("VOLUME: paths in the container. Default: none.")]
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Sizes of its layers in bytes.</summary>
    [Meaning("Sizes of its layers. Default: one of 1MB.")]
    public IReadOnlyList<ByteSize> Layers { get; init; } = [new ByteSize(1_000_000)];

    /// <summary>How long a pull of it takes; null: it is in the daemon from the start.</summary>
    [Meaning("How long a pull from the registry takes. Without it the image is in the daemon from the start and in no registry.")]
    public TimeSpan? Pull { get; init; }
}

/// <summary>A number of bytes; <c>40MB</c> is 40,000,000 and <c>64MiB</c> 67,108,864 in a scenario.</summary>
/// <param name="Bytes">Bytes.</param>
public readonly record struct ByteSize(long Bytes);

/// <summary>A container of another owner.</summary>
public sealed record ForeignContainer
{
    /// <summary>Its Docker name.</summary>
    public required string Name { get; init; }

    /// <summary>Scenario image.</summary>
    [Meaning("Image of the scenario.")]
    public required string Image { get; init; }

    /// <summary>Command words.</summary>
    [Meaning("Command words. Default: those of the image.")]
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Labels.</summary>
    [Meaning("Labels. Default: none.")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>created, running or exited.</summary>
    [Meaning("created, running or exited. Default: running.")]
    public string State { get; init; } = "running";
}

/// <summary>What must hold at the end, besides the checks.</summary>
public sealed record Expectations
{
    /// <summary>By container.</summary>
    [Meaning("How each named container must have ended. Default: nothing asked.")]
    public IReadOnlyDictionary<string, ExpectedTermination> Terminations { get; init; } =
        new Dictionary<string, ExpectedTermination>();

    /// <summary>Launch results by container.</summary>
    [Meaning("How each named launch must have been answered. Default: nothing asked.")]
    public IReadOnlyDictionary<string, ExpectedLaunch> Launches { get; init; } = new Dictionary<string, ExpectedLaunch>();

    /// <summary>Scenario names of containers that must still run; others of the agent must be gone.</summary>
    [Meaning("Names of the agent's containers that must be left running; none for none. Default: none.")]
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>Output in the sandbox by container.</summary>
    [Meaning("What must be in the sandbox's stdout and stderr. Default: nothing asked.")]
    public IReadOnlyDictionary<string, ExpectedLogs> Logs { get; init; } = new Dictionary<string, ExpectedLogs>();

    /// <summary>Ids of checks that this scenario must violate: it demonstrates a known fault of a profile.</summary>
    [Meaning("Checks that must be violated, for scenarios that show a known fault. Default: none.")]
    public IReadOnlyList<string> Violations { get; init; } = [];
}

/// <summary>How a container must have ended; absent members are not asked.</summary>
public sealed record ExpectedTermination
{
    /// <summary>Termination.killed.</summary>
    [Meaning("Termination.killed.")]
    public bool? Killed { get; init; }

    /// <summary>Glob on Termination.message.</summary>
    [Meaning("Pattern of Termination.message; * stands for any text.")]
    public string? Message { get; init; }

    /// <summary>Exit code.</summary>
    [Meaning("Exit code in Termination.status.")]
    public int? Exit { get; init; }

    /// <summary>Signal number.</summary>
    [Meaning("Signal in Termination.status.")]
    public int? Signal { get; init; }
}

/// <summary>How a launch must have been answered.</summary>
public sealed record ExpectedLaunch
{
    /// <summary>Its boolean; null: not asked.</summary>
    [Meaning("The answer: true (launched) or false (not mine).", IsShorthand = true)]
    public bool? Answer { get; init; }

    /// <summary>Glob on the failure.</summary>
    [Meaning("It must have failed with a message of this pattern.")]
    public string? Fails { get; init; }
}

/// <summary>Output of a container.</summary>
public sealed record ExpectedLogs
{
    /// <summary>Exact standard output.</summary>
    [Meaning("Exact content of stdout.")]
    public string? Stdout { get; init; }

    /// <summary>Exact standard error.</summary>
    [Meaning("Exact content of stderr.")]
    public string? Stderr { get; init; }
}
