using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>Answer of inspect. Times are RFC 3339 texts as the daemon wrote them; <c>0001-01-01T00:00:00Z</c> is never.</summary>
public sealed record ContainerInspect
{
    /// <summary>64 hex digits.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>With its leading slash.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Time of create.</summary>
    public string Created { get; init => field = value ?? ""; } = "";

    /// <summary>The process: program.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>The process: arguments.</summary>
    public IReadOnlyList<string> Args { get; init => field = value ?? []; } = [];

    /// <summary>State.</summary>
    public ContainerState State { get; init => field = value ?? new(); } = new();

    /// <summary>Id of the image.</summary>
    public string Image { get; init => field = value ?? ""; } = "";

    /// <summary>Restarts by policy.</summary>
    public int RestartCount { get; init; }

    /// <summary>Ids of the commands that exec runs in it; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ExecIDs { get; init; }

    /// <summary>What create was asked, merged with the image.</summary>
    public ContainerSpec Config { get; init => field = value ?? new(); } = new();

    /// <summary>How it runs on the host.</summary>
    public HostConfig HostConfig { get; init => field = value ?? new(); } = new();

    /// <summary>Mounts in force.</summary>
    public IReadOnlyList<MountPoint> Mounts { get; init => field = value ?? []; } = [];

    /// <summary>Where it is in its networks; null when the daemon was not asked for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NetworkSettings? NetworkSettings { get; init; }

    /// <summary>The host's file behind <c>/etc/resolv.conf</c>; empty before the first start, null when the daemon was not asked for all, as with the next ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResolvConfPath { get; init; }

    /// <summary>The host's file behind <c>/etc/hostname</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HostnamePath { get; init; }

    /// <summary>The host's file behind <c>/etc/hosts</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HostsPath { get; init; }

    /// <summary>The file of its log; empty where its driver keeps none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LogPath { get; init; }

    /// <summary>Bytes that it has written; null unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SizeRw { get; init; }

    /// <summary>Bytes of all of its files; null unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SizeRootFs { get; init; }

    /// <summary>What nobody here reads.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>State of a container.</summary>
public sealed record ContainerState
{
    /// <summary>created, running, paused, restarting, removing, exited, dead.</summary>
    public string Status { get; init => field = value ?? "created"; } = "created";

    /// <summary>Also true while paused or restarting.</summary>
    public bool Running { get; init; }

    /// <summary>Frozen.</summary>
    public bool Paused { get; init; }

    /// <summary>Waiting for its next start by policy.</summary>
    public bool Restarting { get; init; }

    /// <summary>A process was killed for memory.</summary>
    public bool OOMKilled { get; init; }

    /// <summary>Removal under way or failed.</summary>
    public bool Dead { get; init; }

    /// <summary>Host pid of the container's first process; 0 for none.</summary>
    public int Pid { get; init; }

    /// <summary>Of the last run; 127, 126 or 128 after a failed start.</summary>
    public int ExitCode { get; init; }

    /// <summary>Why the last start failed.</summary>
    public string Error { get; init => field = value ?? ""; } = "";

    /// <summary>Start of the last run.</summary>
    public string StartedAt { get; init => field = value ?? Never; } = Never;

    /// <summary>End of the last ended run.</summary>
    public string FinishedAt { get; init => field = value ?? Never; } = Never;

    /// <summary>Its health; null for one that nobody has looked at.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerHealth? Health { get; init; }

    /// <summary>Docker's zero time.</summary>
    public const string Never = "0001-01-01T00:00:00Z";

    /// <summary>Whether its program has ever run. Once true it stays so.</summary>
    [JsonIgnore]
    public bool WasStarted => StartedAt != Never;

    internal void ThrowIfNeverStarted(string container)
    {
        if (!WasStarted)
            throw new DockerException(DockerFailure.Answered, $"container {container} was never started" + (Error.Length > 0 ? $": {Error}" : ""));
    }
}

/// <summary>One mount.</summary>
/// <param name="Type">bind, volume or tmpfs.</param>
/// <param name="Source">Path on the host; empty for tmpfs.</param>
/// <param name="Destination">Path in the container.</param>
/// <param name="Mode">Options as given.</param>
/// <param name="RW">Writable.</param>
/// <param name="Name">Of a volume.</param>
/// <param name="Driver">Of a volume.</param>
/// <param name="Propagation">How mounts below it are shared; empty for a volume; null when not told.</param>
public sealed record MountPoint(
    string Type,
    string Source,
    string Destination,
    string Mode,
    bool RW,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Driver = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Propagation = null);

/// <summary>One entry of a container list.</summary>
public sealed record ContainerSummary
{
    /// <summary>64 hex digits.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>With leading slashes.</summary>
    public IReadOnlyList<string> Names { get; init => field = value ?? []; } = [];

    /// <summary>As given at create, or the id once the tag points elsewhere.</summary>
    public string Image { get; init => field = value ?? ""; } = "";

    /// <summary>Id of the image.</summary>
    public string ImageID { get; init => field = value ?? ""; } = "";

    /// <summary>Path and arguments in one text.</summary>
    public string Command { get; init => field = value ?? ""; } = "";

    /// <summary>UNIX seconds.</summary>
    public long Created { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>One word.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>Words such as <c>Up 5 seconds</c>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Ports; null when the daemon was not asked for all, as with what follows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ListedPort>? Ports { get; init; }

    /// <summary>Bytes that it has written; null unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SizeRw { get; init; }

    /// <summary>Bytes of all of its files; null unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SizeRootFs { get; init; }

    /// <summary>Its network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ListedHostConfig? HostConfig { get; init; }

    /// <summary>Its networks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ListedNetworks? NetworkSettings { get; init; }

    /// <summary>Its mounts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MountPoint>? Mounts { get; init; }
}

/// <summary>A port in a list.</summary>
/// <param name="IP">Address of the host; null when it is not published.</param>
/// <param name="PrivatePort">In the container.</param>
/// <param name="PublicPort">On the host; null when it is not published.</param>
/// <param name="Type">tcp, udp or sctp.</param>
public sealed record ListedPort(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IP,
    int PrivatePort,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? PublicPort,
    string Type);

/// <summary>What a list has of the host's side.</summary>
/// <param name="NetworkMode">As in <see cref="HostConfig"/>.</param>
public sealed record ListedHostConfig(string NetworkMode);

/// <summary>What a list has of networks.</summary>
/// <param name="Networks">By name.</param>
public sealed record ListedNetworks(IReadOnlyDictionary<string, EndpointSettings> Networks);
