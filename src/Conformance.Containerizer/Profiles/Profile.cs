namespace Conformance.Containerizer;

/// <summary>When an image is pulled.</summary>
public enum PullMode
{
    /// <summary>Before every launch, even if the image is there (Mesos 0.20.0).</summary>
    Always,

    /// <summary>Only if an inspect of the image says that it is missing (from 0.20.1).</summary>
    InspectFirst,
}

/// <summary>How the tag of an image reference is found.</summary>
public enum ImageTagRule
{
    /// <summary>By any colon; more than one is an error (Mesos 0.20.0).</summary>
    AnyColon,

    /// <summary>By a colon after the last slash; digests are kept (from 0.20.1).</summary>
    LastPart,
}

/// <summary>How a shell command is run.</summary>
public enum ShellMode
{
    /// <summary><c>/bin/sh -c VALUE</c> after the image: arguments to its ENTRYPOINT, if it has one (Mesos 0.20.0).</summary>
    AfterImage,

    /// <summary><c>--entrypoint /bin/sh</c> and <c>-c VALUE</c> after the image (from 0.20.1).</summary>
    Entrypoint,
}

/// <summary>
/// The version-dependent behaviours of a containerizer as switches; a profile is a set of them.
/// <see cref="Strict"/> is what a correct containerizer does, the others are what a release of Mesos did.
/// </summary>
public sealed record Profile
{
    /// <summary>Name on command lines.</summary>
    public required string Name { get; init; }

    /// <summary>When an image is pulled.</summary>
    public PullMode Pull { get; init; } = PullMode.InspectFirst;

    /// <summary>How the tag is found.</summary>
    public ImageTagRule TagRule { get; init; } = ImageTagRule.LastPart;

    /// <summary>How a shell command is run.</summary>
    public ShellMode Shell { get; init; } = ShellMode.Entrypoint;

    /// <summary>Smallest CPU weight: 10 before Mesos 0.24.0, the kernel's 2 from there on.</summary>
    public long MinCpuShares { get; init; } = 2;

    /// <summary>Networks other than host, port mappings: from 0.20.1.</summary>
    public bool HasNetworks { get; init; } = true;

    /// <summary>privileged, hostname, parameters and limits for custom executors: from 0.21.0.</summary>
    public bool HasLaterOptions { get; init; } = true;

    /// <summary>
    /// What the release did beyond its command lines; null for the containerizer that does it right, which has no such switches.
    /// </summary>
    public Release? Release { get; init; }

    /// <summary>The docker program of pulls and runs looks for credentials in the sandbox, whatever was fetched.</summary>
    public bool HomeIsSandbox { get; init; }

    /// <summary>
    /// The environment of a task names its framework, executor, task and container, as the labels do. Mesos sets no such variable
    /// for a task, in no version.
    /// </summary>
    public bool NamesTask { get; init; } = true;

    /// <summary>Whether the labels of a task are labels of its container: the capability <c>labels</c>. None of these releases did that.</summary>
    public bool PassesLabels { get; init; } = true;

    /// <summary>Whether each task gets an executor on the host that registers with the agent: the capability <c>executors</c>.</summary>
    public bool HasExecutors { get; init; }

    /// <summary>What a correct containerizer does. The default.</summary>
    public static Profile Strict { get; } = new() { Name = "strict" };

    /// <summary>Mesos 0.20.0.</summary>
    public static Profile Mesos0200 { get; } = new()
    {
        Name = "mesos-0.20.0",
        Pull = PullMode.Always,
        TagRule = ImageTagRule.AnyColon,
        Shell = ShellMode.AfterImage,
        MinCpuShares = 10,
        HasNetworks = false,
        HasLaterOptions = false,
        HomeIsSandbox = true,
        NamesTask = false,
        PassesLabels = false,
        HasExecutors = true,
        Release = new Release(),
    };

    /// <summary>Mesos 0.20.1.</summary>
    public static Profile Mesos0201 { get; } = new()
    {
        Name = "mesos-0.20.1",
        MinCpuShares = 10,
        HasLaterOptions = false,
        HomeIsSandbox = true,
        NamesTask = false,
        PassesLabels = false,
        HasExecutors = true,
        Release = new Release(),
    };

    /// <summary>Mesos 0.23.0: the container of a task is run by an executor program.</summary>
    public static Profile Mesos0230 { get; } = new()
    {
        Name = "mesos-0.23.0",
        MinCpuShares = 10,
        HomeIsSandbox = true,
        NamesTask = false,
        PassesLabels = false,
        HasExecutors = true,
        Release = new Release
        {
            Stop = StopMode.Stop,
            RemovalDelay = TimeSpan.FromHours(6),
            Executor = ExecutorModel.DockerExecutor,
            Names = NameScheme.SlaveAndContainerId,
            Orphans = OrphanPolicy.SlavePrefix,
            AdoptsOnlyDocker = true,
            HangsOnIncompleteLaunch = false,
            EndsLogFollower = true,
            ForwardsDestroyWhileLaunching = true,
            AgentWaitsAtOnce = true,
        },
    };

    /// <summary>All profiles, the default first.</summary>
    public static IReadOnlyList<Profile> All { get; } = [Strict, Mesos0230, Mesos0201, Mesos0200];

    /// <summary>The profile of that name; null if there is none.</summary>
    public static Profile? Parse(string name) =>
        All.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.Ordinal));
}
