using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>What is at a path of a container, as it goes in a header of the archive answers.</summary>
public sealed record PathStat
{
    /// <summary>Name of the header: base64 of the JSON.</summary>
    public const string Header = "X-Docker-Container-Path-Stat";

    private const long GoFolder = 1L << 31;
    private const long GoSetUser = 1L << 23;
    private const long GoSetGroup = 1L << 22;
    private const long GoSticky = 1L << 20;
    private const long Rights = 0b111_111_111;
    private const long FolderMode = 0b111_101_101;
    private const long FileMode = 0b110_100_100;

    /// <summary>Last part of the path.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Bytes.</summary>
    [JsonPropertyName("size")]
    public long Size { get; init; }

    /// <summary>Rights, and the kind in Go's bits.</summary>
    [JsonPropertyName("mode")]
    public long Mode { get; init; }

    /// <summary>RFC 3339.</summary>
    [JsonPropertyName("mtime")]
    public string Time { get; init => field = value ?? ""; } = "";

    /// <summary>Where a link leads; empty for what is none.</summary>
    [JsonPropertyName("linkTarget")]
    public string LinkTarget { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is a folder.</summary>
    [JsonIgnore]
    public bool IsFolder => (Mode & GoFolder) != 0;

    /// <summary>The mode of a folder, or of a file that may be run or not.</summary>
    /// <param name="isFolder">A folder.</param>
    /// <param name="isExecutable">A file that may be run.</param>
    /// <param name="unusual">Its rights where they are none of the usual ones.</param>
    public static long ModeOf(bool isFolder, bool isExecutable, UnixFileMode? unusual = null)
    {
        var rights = unusual is not { } mode
            ? isFolder || isExecutable ? FolderMode : FileMode
            : ((long)mode & Rights) | ((mode & UnixFileMode.StickyBit) != 0 ? GoSticky : 0) | ((mode & UnixFileMode.SetGroup) != 0 ? GoSetGroup : 0) | ((mode & UnixFileMode.SetUser) != 0 ? GoSetUser : 0);
        return (isFolder ? GoFolder : 0) | rights;
    }

    /// <summary>The value of the header.</summary>
    public string ToHeader() => Convert.ToBase64String(EngineJson.Write(this, EngineJson.Wire.PathStat));

    /// <summary>Reads the value of the header; unreadable when it is missing or none.</summary>
    public static PathStat Parse(string? header)
    {
        try
        {
            return EngineJson.Read(Convert.FromBase64String(header ?? ""), EngineJson.Wire.PathStat);
        }
        catch (FormatException)
        {
            throw new DockerException(DockerFailure.Unreadable, $"not a header {Header}: {header}");
        }
    }
}

/// <summary>Files of a container.</summary>
/// <param name="Stat">What was asked for.</param>
/// <param name="Tar">It, with all that is in it.</param>
public sealed record ContainerArchive(PathStat Stat, ReadOnlyMemory<byte> Tar);
