using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>One answer of stats, in the form of control groups of version 1. A container that does not run has empty sections.</summary>
public sealed record StatsReply
{
    /// <summary>RFC 3339.</summary>
    [JsonPropertyName("read")]
    public string Read { get; init => field = value ?? ContainerState.Never; } = ContainerState.Never;

    /// <summary>When the previous figures were read.</summary>
    [JsonPropertyName("preread")]
    public string PreviousRead { get; init => field = value ?? ContainerState.Never; } = ContainerState.Never;

    /// <summary>Processes.</summary>
    [JsonPropertyName("pids_stats")]
    public StatsPids Pids { get; init => field = value ?? new(); } = new();

    /// <summary>Processor time.</summary>
    [JsonPropertyName("cpu_stats")]
    public StatsCpu Cpu { get; init => field = value ?? new(); } = new();

    /// <summary>Processor time of the previous reading.</summary>
    [JsonPropertyName("precpu_stats")]
    public StatsCpu PreviousCpu { get; init => field = value ?? new(); } = new();

    /// <summary>Memory.</summary>
    [JsonPropertyName("memory_stats")]
    public StatsMemory Memory { get; init => field = value ?? new(); } = new();

    /// <summary>With its leading slash.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>64 hex digits.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = value ?? ""; } = "";
}

/// <summary>Processes of a container.</summary>
/// <param name="Current">How many there are.</param>
public sealed record StatsPids([property: JsonPropertyName("current"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Current = 0);

/// <summary>Processor time, in nanoseconds.</summary>
public sealed record StatsCpu
{
    /// <summary>Of the container.</summary>
    [JsonPropertyName("cpu_usage")]
    public StatsCpuUsage Usage { get; init => field = value ?? new(); } = new();

    /// <summary>Of the host, all processors together.</summary>
    [JsonPropertyName("system_cpu_usage"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long System { get; init; }

    /// <summary>Processors.</summary>
    [JsonPropertyName("online_cpus"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Processors { get; init; }
}

/// <summary>Processor time of a container, in nanoseconds.</summary>
/// <param name="Total">All.</param>
/// <param name="Kernel">In the kernel.</param>
/// <param name="User">In programs.</param>
public sealed record StatsCpuUsage(
    [property: JsonPropertyName("total_usage")] long Total = 0,
    [property: JsonPropertyName("usage_in_kernelmode")] long Kernel = 0,
    [property: JsonPropertyName("usage_in_usermode")] long User = 0);

/// <summary>Memory, in bytes.</summary>
/// <param name="Usage">In use.</param>
/// <param name="Limit">What it may use.</param>
public sealed record StatsMemory(
    [property: JsonPropertyName("usage"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Usage = 0,
    [property: JsonPropertyName("limit"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Limit = 0);
