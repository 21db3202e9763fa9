using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>Answer of exec inspect.</summary>
public sealed record ExecInspect
{
    /// <summary>64 hex digits.</summary>
    [JsonPropertyName("ID")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Whether the command runs.</summary>
    public bool Running { get; init; }

    /// <summary>Its exit code; null before its end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What runs.</summary>
    public ExecProcess ProcessConfig { get; init => field = value ?? new(); } = new();

    /// <summary>Whether it has the client's input.</summary>
    public bool OpenStdin { get; init; }

    /// <summary>Whether its errors go to the client.</summary>
    public bool OpenStderr { get; init; }

    /// <summary>Whether its output goes to the client.</summary>
    public bool OpenStdout { get; init; }

    /// <summary>Always false.</summary>
    public bool CanRemove { get; init; }

    /// <summary>64 hex digits.</summary>
    [JsonPropertyName("ContainerID")]
    public string ContainerId { get; init => field = value ?? ""; } = "";

    /// <summary>Bytes of the keys that detach, in base64.</summary>
    public string DetachKeys { get; init => field = value ?? ""; } = "";

    /// <summary>Host pid; 0 before its start.</summary>
    public int Pid { get; init; }
}

/// <summary>The process of an exec.</summary>
public sealed record ExecProcess
{
    /// <summary>With a terminal.</summary>
    [JsonPropertyName("tty")]
    public bool Tty { get; init; }

    /// <summary>Program.</summary>
    [JsonPropertyName("entrypoint")]
    public string Entrypoint { get; init => field = value ?? ""; } = "";

    /// <summary>Arguments.</summary>
    [JsonPropertyName("arguments")]
    public IReadOnlyList<string> Arguments { get; init => field = value ?? []; } = [];

    /// <summary>All capabilities.</summary>
    [JsonPropertyName("privileged")]
    public bool Privileged { get; init; }

    /// <summary>User, if one was asked for.</summary>
    [JsonPropertyName("user"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }
}
