using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>A mount as <c>HostConfig.Mounts</c> asks for it (<c>docker run --mount</c>).</summary>
public sealed record MountSpec
{
    /// <summary>bind, volume or tmpfs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>A path of the host, or the name of a volume; null for one without a name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init => field = value is "" ? null : value; }

    /// <summary>Path in the container.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Target { get; init; }

    /// <summary>Whether programs must not write there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReadOnly { get; init; }

    /// <summary>Of no effect on Linux.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Consistency { get; init; }

    /// <summary>For bind only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BindOptions? BindOptions { get; init; }

    /// <summary>For volume.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VolumeOptions? VolumeOptions { get; init; }

    /// <summary>For tmpfs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TmpfsOptions? TmpfsOptions { get; init; }
}

/// <summary>Options of a bind.</summary>
/// <param name="Propagation">How mounts below it are shared; null for rprivate.</param>
/// <param name="NonRecursive">Whether mounts below it are left out.</param>
public sealed record BindOptions(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Propagation = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NonRecursive = false);

/// <summary>Options of a volume.</summary>
/// <param name="NoCopy">Whether an empty volume stays empty: it does not get what the image has at its place.</param>
/// <param name="Labels">Of a volume that is made for it.</param>
/// <param name="DriverConfig">Who makes it.</param>
public sealed record VolumeOptions(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NoCopy = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Labels = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VolumeDriver? DriverConfig = null);

/// <summary>A driver of volumes.</summary>
/// <param name="Name">Null for local.</param>
/// <param name="Options">Its options.</param>
public sealed record VolumeDriver(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Options = null);

/// <summary>Options of files in memory.</summary>
/// <param name="SizeBytes">Most bytes; 0 for no limit.</param>
/// <param name="Mode">Mode of its folder.</param>
public sealed record TmpfsOptions(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long SizeBytes = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Mode = 0);
