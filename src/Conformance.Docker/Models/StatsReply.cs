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

    /// <summary>Blocks read and written.</summary>
    [JsonPropertyName("blkio_stats")]
    public StatsBlocks Blocks { get; init => field = value ?? new(); } = new();

    /// <summary>Of Windows.</summary>
    [JsonPropertyName("num_procs")]
    public int WindowsProcesses { get; init; }

    /// <summary>Of Windows.</summary>
    [JsonPropertyName("storage_stats")]
    public EmptyObject WindowsStorage { get; init => field = value ?? new(); } = new();

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

    /// <summary>How often a limit held it back.</summary>
    [JsonPropertyName("throttling_data")]
    public StatsThrottling Throttling { get; init => field = value ?? new(); } = new();
}

/// <summary>How often a container was held back by its limit.</summary>
/// <param name="Periods">Periods in which there was one.</param>
/// <param name="ThrottledPeriods">Periods in which it was reached.</param>
/// <param name="ThrottledTime">Nanoseconds.</param>
public sealed record StatsThrottling(
    [property: JsonPropertyName("periods")] long Periods = 0,
    [property: JsonPropertyName("throttled_periods")] long ThrottledPeriods = 0,
    [property: JsonPropertyName("throttled_time")] long ThrottledTime = 0);

/// <summary>Blocks by device: empty lists for a container that runs, null for one that does not.</summary>
/// <param name="ServiceBytes">Bytes.</param>
/// <param name="Serviced">Operations.</param>
/// <param name="Queued">Operations that wait.</param>
/// <param name="ServiceTime">Nanoseconds.</param>
/// <param name="WaitTime">Nanoseconds of waiting.</param>
/// <param name="Merged">Operations that were merged.</param>
/// <param name="Time">Milliseconds.</param>
/// <param name="Sectors">Sectors.</param>
public sealed record StatsBlocks(
    [property: JsonPropertyName("io_service_bytes_recursive")] IReadOnlyList<EmptyObject>? ServiceBytes = null,
    [property: JsonPropertyName("io_serviced_recursive")] IReadOnlyList<EmptyObject>? Serviced = null,
    [property: JsonPropertyName("io_queue_recursive")] IReadOnlyList<EmptyObject>? Queued = null,
    [property: JsonPropertyName("io_service_time_recursive")] IReadOnlyList<EmptyObject>? ServiceTime = null,
    [property: JsonPropertyName("io_wait_time_recursive")] IReadOnlyList<EmptyObject>? WaitTime = null,
    [property: JsonPropertyName("io_merged_recursive")] IReadOnlyList<EmptyObject>? Merged = null,
    [property: JsonPropertyName("io_time_recursive")] IReadOnlyList<EmptyObject>? Time = null,
    [property: JsonPropertyName("sectors_recursive")] IReadOnlyList<EmptyObject>? Sectors = null);

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
