using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>Answer of ping, from its headers.</summary>
/// <param name="ApiVersion">Newest API version of the daemon, such as 1.41; null when the header was missing.</param>
public sealed record PingReply(string? ApiVersion);

/// <summary>Answer of version.</summary>
/// <param name="Version">Of the daemon, such as 20.10.24.</param>
/// <param name="ApiVersion">Newest.</param>
/// <param name="MinAPIVersion">Oldest.</param>
public sealed record VersionReply(string Version, string ApiVersion, string MinAPIVersion)
{
    /// <summary>What nobody here reads.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Answer of create.</summary>
/// <param name="Id">64 hex digits.</param>
/// <param name="Warnings">Never null.</param>
public sealed record CreateReply(string Id, IReadOnlyList<string> Warnings);

/// <summary>Answer of update.</summary>
/// <param name="Warnings">Often null.</param>
public sealed record UpdateReply(IReadOnlyList<string>? Warnings);

/// <summary>The one item of wait.</summary>
/// <param name="StatusCode">Exit code.</param>
/// <param name="Error">Why it never ran, else null.</param>
public sealed record WaitReply([property: JsonPropertyOrder(1)] long StatusCode, WaitError? Error = null);

/// <summary>Error inside an answer of wait.</summary>
/// <param name="Message">Text.</param>
public sealed record WaitError(string Message);

/// <summary>Body of update; null members are not changed.</summary>
public sealed record ResourceUpdate
{
    /// <summary>Relative CPU weight.</summary>
    public long? CpuShares { get; init; }

    /// <summary>Microseconds per period.</summary>
    public long? CpuQuota { get; init; }

    /// <summary>Microseconds.</summary>
    public long? CpuPeriod { get; init; }

    /// <summary>Processors in billionths.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? NanoCpus { get; init; }

    /// <summary>Bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>Bytes of memory and swap together.</summary>
    public long? MemorySwap { get; init; }

    /// <summary>Soft limit in bytes.</summary>
    public long? MemoryReservation { get; init; }

    /// <summary>What the daemon does at its exit; null or without a name: no change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RestartPolicy? RestartPolicy { get; init; }

    /// <summary>What nobody here acts on, as it was written.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>What wait waits for.</summary>
public enum WaitCondition
{
    /// <summary>Any state but running; answers at once for a container that does not run.</summary>
    NotRunning,

    /// <summary>The next exit, even if it has already ended now.</summary>
    NextExit,

    /// <summary>Its removal.</summary>
    Removed,
}

/// <summary>One line of a pull, a push, a load or an import.</summary>
public sealed record PullProgress
{
    /// <summary>A line of words, of a load.</summary>
    [JsonPropertyName("stream"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stream { get; init; }

    /// <summary>What a build tells its client, not its user.</summary>
    [JsonPropertyName("aux"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BuiltImageId? Aux { get; init; }

    /// <summary>Words such as <c>Pull complete</c>.</summary>
    [JsonPropertyName("status"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>Layer, or tag in the first line.</summary>
    [JsonPropertyName("id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>Bar as text.</summary>
    [JsonPropertyName("progress"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Progress { get; init; }

    /// <summary>Bytes done and total.</summary>
    [JsonPropertyName("progressDetail"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProgressDetail? ProgressDetail { get; init; }

    /// <summary>Set in the last line of a failed pull.</summary>
    [JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>The same, with code.</summary>
    [JsonPropertyName("errorDetail"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorDetail? ErrorDetail { get; init; }
}

/// <summary>The image that a build has made.</summary>
/// <param name="ID">sha256: and 64 hex digits.</param>
public sealed record BuiltImageId(string ID);

/// <summary>Bytes of a layer.</summary>
/// <param name="Current">Done.</param>
/// <param name="Total">All.</param>
public sealed record ProgressDetail(
    [property: JsonPropertyName("current"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Current = null,
    [property: JsonPropertyName("total"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total = null);

/// <summary>An error inside a stream.</summary>
/// <param name="Message">Text.</param>
/// <param name="Code">Code, if any.</param>
public sealed record ErrorDetail(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("code"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Code = null);

/// <summary>One deletion step of an image.</summary>
/// <param name="Untagged">Reference removed.</param>
/// <param name="Deleted">Id removed.</param>
public sealed record ImageDeletion(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Untagged = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Deleted = null);

/// <summary>One event.</summary>
/// <param name="Type">container, image, network, volume, ...</param>
/// <param name="Action">create, start, die, ...</param>
/// <param name="Actor">What it is about.</param>
/// <param name="Time">When.</param>
public sealed record EngineEvent(string Type, string Action, EventActor Actor, Instant Time);

/// <summary>What an event is about.</summary>
/// <param name="Id">Id of the object.</param>
/// <param name="Attributes">Name, image, exitCode, signal, labels, ...</param>
public sealed record EventActor(string Id, IReadOnlyDictionary<string, string> Attributes);
