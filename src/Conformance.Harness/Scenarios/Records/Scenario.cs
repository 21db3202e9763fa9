using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>One concrete scenario: a file, or one case of a file with parameters or cases, after substitution.</summary>
public sealed record Scenario
{
    /// <summary>One sentence: what must hold.</summary>
    [Meaning("One sentence that says what must hold.", Key = "scenario")]
    public required string Title { get; init; }

    /// <summary>Path as given to the reader.</summary>
    public required string File { get; init; }

    /// <summary>Which case of the file, such as <c>edge=create-sent state=lost</c>; empty for a file without cases.</summary>
    public string Case { get; init; } = "";

    /// <summary>Ids of the requirements it tests; at least one.</summary>
    [Meaning("Ids of the requirements that it tests, at least one.")]
    public required IReadOnlyList<string> Requirements { get; init; }

    /// <summary>Where it comes from: issue, commit, document.</summary>
    [Meaning("Where it comes from: issue, commit, document.")]
    public string Source { get; init; } = "";

    /// <summary>Backends it runs on: sim, fake, docker.</summary>
    [Meaning("Backends that it runs on: sim, fake, docker. Default: all.", OneOf = "sim fake docker")]
    public IReadOnlyList<string> Backends { get; init; } = AllBackends;

    /// <summary>All backends there are.</summary>
    public static IReadOnlyList<string> AllBackends { get; } = ["sim", "fake", "docker"];

    /// <summary>Why not on the others; shown when it is skipped there.</summary>
    [Meaning("Why it does not run on the others.")]
    public string? BackendsWhy { get; init; }

    /// <summary>Profiles it holds for; empty for all.</summary>
    [Meaning("Profiles that it holds for. Default: all.", OneOf = "strict mesos-0.23.0 mesos-0.20.1 mesos-0.20.0")]
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>The agent.</summary>
    [Meaning("Settings of the agent that differ from Mesos' defaults.")]
    public AgentSettings Agent { get; init; } = new();

    /// <summary>The daemon.</summary>
    [Meaning("Settings of the daemon, and when it is away at first.")]
    public DaemonSettings Daemon { get; init; } = new();

    /// <summary>Whether it ends the daemon or needs one of another kind: only one that is ours may be treated so.</summary>
    public bool NeedsOwnDaemon =>
        Daemon != new DaemonSettings() || Steps.Any(step => step is DaemonStep) || AllFaults.Any(fault => fault.Action is EndDaemonAction);

    /// <summary>Whether control groups of its containers are looked at: by update, by usage, or by what the file says of them.</summary>
    public bool NeedsControlGroups => Cgroups != "v1" || Steps.Any(step => step is UpdateStep or UsageStep);

    /// <summary>Images by name, in file order.</summary>
    [Meaning("Images by name.")]
    public IReadOnlyList<ImageSettings> Images { get; init; } = [];

    /// <summary>Files by name, in file order.</summary>
    [Meaning("Files that launches can fetch, by name. Default: none.")]
    public IReadOnlyList<FileSettings> Files { get; init; } = [];

    /// <summary>Networks of users.</summary>
    [Meaning("Names of networks that somebody has made at the daemon. Default: none.")]
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Version of control groups.</summary>
    [Meaning("Version of control groups that the kernel of the host has, v1 or v2. Default: v1; a real host has what it has.", OneOf = "v1 v2")]
    public string Cgroups { get; init; } = "v1";

    /// <summary>Containers of other owners that are there from the start.</summary>
    [Meaning("Containers of other owners that are there from the start, by their Docker names. Default: none.")]
    public IReadOnlyList<ForeignContainer> Foreign { get; init; } = [];

    /// <summary>Further agents on the same host.</summary>
    [Meaning("Names of further agents on the same host and daemon, set up as the first one. Default: none.")]
    public IReadOnlyList<string> Neighbours { get; init; } = [];

    /// <summary>What is done, in order.</summary>
    [Meaning("What is done, in order, at least one step.")]
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Reported bugs that the daemon has.</summary>
    [Meaning("Names of reported bugs that the daemon has, as `conformance personalities` lists them. Default: none.")]
    public IReadOnlyList<string> Personalities { get; init; } = [];

    /// <summary>What goes wrong by itself.</summary>
    [Meaning("What goes wrong. Default: nothing.")]
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>All that goes wrong: what the personalities bring comes last.</summary>
    public IReadOnlyList<FaultRule> AllFaults => [.. Faults, .. Personalities.SelectMany(name => Personality.Find(name)?.Faults ?? [])];

    /// <summary>What must hold at the end besides the checks.</summary>
    [Meaning("What must hold at the end besides the checks. Default: nothing left running, nothing else asked.")]
    public Expectations Expect { get; init; } = new();

    /// <summary>File name without folder and extension, plus the case, as reports and snapshots use it.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(File) + (Case.Length == 0 ? "" : " [" + Case + "]");
}
