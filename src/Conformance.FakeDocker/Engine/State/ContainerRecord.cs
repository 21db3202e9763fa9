using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>
/// What the daemon has written down about a container: it survives the daemon's process. Everything that a daemon merely
/// holds in memory is in <see cref="FakeContainer"/>; the process itself is a <see cref="ContainerTask"/>.
/// </summary>
internal sealed class ContainerRecord
{
    /// <summary>64 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>Without slash.</summary>
    public required string Name
    {
        get;
        set
        {
            field = value;
            ListedNames = ["/" + value];
        }
    }

    /// <summary>Its name as lists have it.</summary>
    public IReadOnlyList<string> ListedNames { get; private set; } = [];

    /// <summary>Time of create.</summary>
    public required Instant Created { get; init; }

    /// <summary>What was asked, merged with the image; without its HostConfig. Never changed, only replaced.</summary>
    public required ContainerSpec Config { get; set; }

    /// <summary>How it runs on the host. Never changed, only replaced.</summary>
    public required HostConfig HostConfig { get; set; }

    /// <summary>Id of the image; empty for none.</summary>
    public required string ImageId { get; init; }

    /// <summary>Program and arguments.</summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>The arguments alone.</summary>
    public IReadOnlyList<string> Arguments => field ??= [.. CommandLine.Skip(1)];

    /// <summary>Program and arguments in one text, as lists have it: words with a blank are quoted, nothing else, as the daemon does.</summary>
    public string Command => field ??= string.Join(' ', CommandLine.Select((word, place) => place > 0 && word.Contains(' ') ? $"'{word}'" : word));

    /// <summary>Its places in networks, by their names in ordinal order; none where it shares another container's.</summary>
    public List<NetworkEndpoint> Endpoints { get; init; } = [];

    /// <summary>Mounts in force.</summary>
    public required IReadOnlyList<MountPoint> Mounts { get; init; }

    /// <summary>The same as lists have them, which do not know where volumes without a name lie that the container's own side asks for.</summary>
    public IReadOnlyList<MountPoint> ListedMounts =>
        field ??= [.. Mounts.Select(mount => mount is { Type: "volume", Mode: "" } ? mount with { Source = "" } : mount)];

    /// <summary>Its json-file log.</summary>
    public required ContainerLog Log { get; init; }

    /// <summary>Id of the network namespace of its last start, also of one that failed after that; empty before.</summary>
    public string SandboxId { get; set; } = "";

    /// <summary>Whether its log has a file: once it was started, or somebody asked for its log.</summary>
    public bool HasLogFile { get; set; }

    /// <summary>Its standard streams, over all runs.</summary>
    public required ProgramStreams Streams { get; init; }

    /// <summary>Its files.</summary>
    public required ContainerFiles Files { get; init; }

    /// <summary>Made by <see cref="DockerHost.AddContainer"/>: it belongs to someone else.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Also true while paused or restarting.</summary>
    public bool IsRunning { get; set; }

    /// <summary>Frozen.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Waits for its next start by policy.</summary>
    public bool IsRestarting { get; set; }

    /// <summary>Removal under way or failed.</summary>
    public bool IsDead { get; set; }

    /// <summary>Its last run was ended by the kernel for memory.</summary>
    public bool WasOutOfMemory { get; set; }

    /// <summary>Host pid; 0 for none.</summary>
    public int Pid { get; set; }

    /// <summary>Of the last run or failed start.</summary>
    public int ExitCode { get; set; }

    /// <summary>Why the last start failed.</summary>
    public string Error { get; set; } = "";

    /// <summary>
    /// Whether lists still show its networks as they were in the last start, which failed: a daemon writes down what lists show only with
    /// some other change.
    /// </summary>
    public bool IsFailureUnlisted { get; set; }

    /// <summary>
    /// Whether it runs again without the default network that the daemon does not have: the sandbox of its first run is gone, and no other
    /// was made.
    /// </summary>
    public bool HasLostSandbox { get; set; }

    /// <summary>What is known of its health; null for one that nobody has looked at.</summary>
    public ContainerHealth? Health { get; set; }

    /// <summary>Start of the last run.</summary>
    public Instant? StartedAt { get; set; }

    /// <summary>End of the last ended run.</summary>
    public Instant? FinishedAt { get; set; }

    /// <summary>Restarts by policy.</summary>
    public int RestartCount { get; set; }

    /// <summary>Stopped or killed by a client since its last start: policy <c>unless-stopped</c> then leaves it alone.</summary>
    public bool WasStoppedByClient { get; set; }

    /// <summary>Its place in a network that it was connected to; null if it has none there.</summary>
    public NetworkEndpoint? EndpointAt(string networkId) => Endpoints.Find(endpoint => endpoint.NetworkId == networkId);

    /// <summary>Name of its restart policy, <c>no</c> when none was given.</summary>
    public string Policy => HostConfig.RestartPolicy is { Name.Length: > 0 } policy ? policy.Name : "no";
}
