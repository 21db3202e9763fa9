using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>Answer of info.</summary>
public sealed record InfoReply
{
    /// <summary>Of the installation.</summary>
    public string ID { get; init => field = value ?? ""; } = "";

    /// <summary>All.</summary>
    public int Containers { get; init; }

    /// <summary>Those that run.</summary>
    public int ContainersRunning { get; init; }

    /// <summary>Those that are frozen.</summary>
    public int ContainersPaused { get; init; }

    /// <summary>All others.</summary>
    public int ContainersStopped { get; init; }

    /// <summary>All.</summary>
    public int Images { get; init; }

    /// <summary>Who listens to events.</summary>
    public int NEventsListener { get; init; }

    /// <summary>RFC 3339.</summary>
    public string SystemTime { get; init => field = value ?? ""; } = "";

    /// <summary>Version of the control groups: 1 or 2.</summary>
    public string CgroupVersion { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the host.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>What nobody here reads.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
