using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>How a daemon finds out whether a container's program is well. What is 0 or empty is the image's, or else the daemon's default.</summary>
public sealed record HealthConfig
{
    /// <summary><c>CMD</c> and words, <c>CMD-SHELL</c> and a text for the shell, or <c>NONE</c>; null for what the image says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Test { get; init => field = value is { Count: 0 } ? null : value; }

    /// <summary>From the end of a probe to the next, and before the first. Default: 30 s.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public GoDuration Interval { get; init; }

    /// <summary>How long a probe may take. Default: 30 s.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public GoDuration Timeout { get; init; }

    /// <summary>How long after its start failures of one that was never healthy do not count. Default: 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public GoDuration StartPeriod { get; init; }

    /// <summary>How many failures in a row make it unhealthy. Default: 3.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Retries { get; init; }
}
