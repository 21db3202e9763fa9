using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>Answer of an image's inspect.</summary>
public sealed record ImageInspect
{
    /// <summary>sha256: and 64 hex digits.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Names with tags.</summary>
    public IReadOnlyList<string> RepoTags { get; init => field = value ?? []; } = [];

    /// <summary>Names with digests.</summary>
    public IReadOnlyList<string> RepoDigests { get; init => field = value ?? []; } = [];

    /// <summary>RFC 3339.</summary>
    public string Created { get; init => field = value ?? ""; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>What containers inherit.</summary>
    public ImageConfig Config { get; init => field = value ?? new(); } = new();

    /// <summary>What nobody here reads.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>What an image gives to its containers.</summary>
public sealed record ImageConfig
{
    /// <summary>ENTRYPOINT; null for none.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>CMD; null for none.</summary>
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>HEALTHCHECK; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HealthConfig? Healthcheck { get; init; }

    /// <summary>ENV as <c>K=V</c>.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>VOLUME.</summary>
    public IReadOnlyDictionary<string, EmptyObject>? Volumes { get; init; }

    /// <summary>LABEL.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>EXPOSE; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    /// <summary>WORKDIR.</summary>
    public string WorkingDir { get; init => field = value ?? ""; } = "";

    /// <summary>USER.</summary>
    public string User { get; init => field = value ?? ""; } = "";

    /// <summary>STOPSIGNAL; null for TERM.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StopSignal { get; init; }

    /// <summary>What nobody here acts on, as it was written.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>One entry of an image list.</summary>
public sealed record ImageSummary
{
    /// <summary>sha256: and 64 hex digits.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Names with tags; null for none.</summary>
    public IReadOnlyList<string>? RepoTags { get; init; }

    /// <summary>UNIX seconds.</summary>
    public long Created { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Names with digests; null when the daemon was not asked for all, as with what follows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RepoDigests { get; init; }

    /// <summary>What nobody here reads.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
