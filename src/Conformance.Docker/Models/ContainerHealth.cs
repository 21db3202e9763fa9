namespace Conformance.Docker;

/// <summary>What a daemon found out about a container's health.</summary>
public sealed record ContainerHealth
{
    /// <summary>Not known yet.</summary>
    public const string Starting = "starting";

    /// <summary>Its last probe was well, or too few failed since one was.</summary>
    public const string Healthy = "healthy";

    /// <summary>Too many probes failed in a row, or nobody looks: it does not run, or is paused.</summary>
    public const string Unhealthy = "unhealthy";

    /// <summary>The word of list filters for a container that has none.</summary>
    public const string None = "none";

    /// <summary>One of those words.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Failures in a row that counted.</summary>
    public int FailingStreak { get; init; }

    /// <summary>The last five probes, oldest first; those of earlier runs among them.</summary>
    public IReadOnlyList<HealthResult> Log { get; init => field = value ?? []; } = [];
}

/// <summary>One probe.</summary>
/// <param name="Start">When it began, RFC 3339.</param>
/// <param name="End">When it ended.</param>
/// <param name="ExitCode">Of its command; 0 is well; -1 when it could not be run or took too long.</param>
/// <param name="Output">The first 4096 bytes that it wrote, or why it has no exit code.</param>
public sealed record HealthResult(string Start, string End, int ExitCode, string Output);
