using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>A volume.</summary>
public sealed record VolumeResource
{
    /// <summary>RFC 3339, whole seconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CreatedAt { get; init; }

    /// <summary>local.</summary>
    public string Driver { get; init => field = value ?? "local"; } = "local";

    /// <summary>Labels; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Folder of the host.</summary>
    public string Mountpoint { get; init => field = value ?? ""; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Of its driver; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>local, or global.</summary>
    public string Scope { get; init => field = value ?? "local"; } = "local";

    /// <summary>Only where use of the disk is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VolumeUsage? UsageData { get; init; }
}

/// <summary>Use of a volume.</summary>
/// <param name="RefCount">Containers that have it.</param>
/// <param name="Size">Bytes.</param>
public sealed record VolumeUsage(int RefCount, long Size);

/// <summary>Answer of a list of volumes.</summary>
/// <param name="Volumes">In order of their names.</param>
/// <param name="Warnings">Null for none.</param>
public sealed record VolumeList(IReadOnlyList<VolumeResource> Volumes, IReadOnlyList<string>? Warnings);

/// <summary>Body of a volume's create.</summary>
/// <param name="Name">Empty lets the daemon choose.</param>
/// <param name="Driver">Empty for local.</param>
/// <param name="DriverOpts">Of its driver.</param>
/// <param name="Labels">Labels.</param>
public sealed record VolumeBody(
    string? Name = null, string? Driver = null, IReadOnlyDictionary<string, string>? DriverOpts = null, IReadOnlyDictionary<string, string>? Labels = null);
