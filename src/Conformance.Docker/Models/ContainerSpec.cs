using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>Body of create: what a client wants.</summary>
public sealed record ContainerSpec
{
    /// <summary>Image reference as given.</summary>
    public string Image { get; init => field = value ?? ""; } = "";

    /// <summary>Arguments after the image; null when not given.</summary>
    [JsonConverter(typeof(StringOrList))]
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>How its health is looked at; null when not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HealthConfig? Healthcheck { get; init; }

    /// <summary>Overrides the image's entrypoint; null when not given.</summary>
    [JsonConverter(typeof(StringOrList))]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Variables as <c>K=V</c>.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Anonymous volumes by path in the container.</summary>
    public IReadOnlyDictionary<string, EmptyObject>? Volumes { get; init; }

    /// <summary>Ports that the program listens on, such as <c>80/tcp</c>; publishing one names it here too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    /// <summary>Working folder; empty for the image's.</summary>
    public string WorkingDir { get; init => field = value ?? ""; } = "";

    /// <summary>User; empty for the image's.</summary>
    public string User { get; init => field = value ?? ""; } = "";

    /// <summary>Host name; empty for the first 12 digits of the id.</summary>
    public string Hostname { get; init => field = value ?? ""; } = "";

    /// <summary>With a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>Keep standard input open.</summary>
    public bool OpenStdin { get; init; }

    /// <summary>Close standard input after the first attached client.</summary>
    public bool StdinOnce { get; init; }

    /// <summary>Signal of stop; null for TERM.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StopSignal { get; init; }

    /// <summary>Seconds until stop kills; null for 10.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StopTimeout { get; init; }

    /// <summary>How it runs on the host.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HostConfig? HostConfig { get; init; }

    /// <summary>Networks beside that of its mode, and how it is to be there; null for nothing special.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NetworkingConfig? NetworkingConfig { get; init; }

    /// <summary>What nobody here acts on, as it was written.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>The JSON object <c>{}</c>.</summary>
public sealed record EmptyObject;

/// <summary>HostConfig: how a container runs on its host.</summary>
public sealed record HostConfig
{
    /// <summary><c>source:path[:options]</c>.</summary>
    public IReadOnlyList<string>? Binds { get; init; }

    /// <summary>Mounts in another form; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MountSpec>? Mounts { get; init => field = value is { Count: 0 } ? null : value; }

    /// <summary>host, none, bridge, default, container:X or a network's name.</summary>
    public string NetworkMode { get; init => field = value ?? ""; } = "";

    /// <summary>Relative CPU weight; 0 for the kernel's default.</summary>
    public long CpuShares { get; init; }

    /// <summary>Microseconds per period; 0 for no limit.</summary>
    public long CpuQuota { get; init; }

    /// <summary>Microseconds; 0 for the kernel's default (100000).</summary>
    public long CpuPeriod { get; init; }

    /// <summary>Processors in billionths, instead of quota and period; 0 for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long NanoCpus { get; init; }

    /// <summary>Bytes; 0 for no limit.</summary>
    public long Memory { get; init; }

    /// <summary>Bytes of memory and swap together; 0 lets the daemon choose twice the memory; -1 for no limit.</summary>
    public long MemorySwap { get; init; }

    /// <summary>Soft limit in bytes; 0 for none.</summary>
    public long MemoryReservation { get; init; }

    /// <summary>All capabilities and devices.</summary>
    public bool Privileged { get; init; }

    /// <summary>The daemon removes it at its exit.</summary>
    public bool AutoRemove { get; init; }

    /// <summary>What the daemon does at its exit.</summary>
    public RestartPolicy? RestartPolicy { get; init; }

    /// <summary>Links to other containers, <c>NAME[:ALIAS]</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Links { get; init; }

    /// <summary>Published ports: <c>80/tcp</c> to host ports.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>>? PortBindings { get; init; }

    /// <summary>Log driver.</summary>
    public LogConfig? LogConfig { get; init; }

    /// <summary>What nobody here acts on, as it was written.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Restart policy.</summary>
/// <param name="Name">empty or no, always, unless-stopped, on-failure.</param>
/// <param name="MaximumRetryCount">For on-failure; 0 for no limit.</param>
public sealed record RestartPolicy(string Name = "", int MaximumRetryCount = 0);

/// <summary>One host side of a published port.</summary>
/// <param name="HostIp">Address; empty for all.</param>
/// <param name="HostPort">Port as text.</param>
public sealed record PortBinding(string HostIp = "", string HostPort = "");

/// <summary>Log driver and its options.</summary>
/// <param name="Type">json-file when empty.</param>
/// <param name="Config">Options.</param>
public sealed record LogConfig(string Type = "", IReadOnlyDictionary<string, string>? Config = null);
