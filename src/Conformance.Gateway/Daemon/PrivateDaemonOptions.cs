namespace Conformance.Gateway;

/// <summary>How a private daemon is started.</summary>
public sealed record PrivateDaemonOptions
{
    /// <summary>The daemon's program. Default: dockerd.</summary>
    public string Program { get; init; } = "dockerd";

    /// <summary>Folder in which its own is made. Default: the system's temporary folder. Socket paths must stay short.</summary>
    public string? Parent { get; init; }

    /// <summary>How long it may take to answer its first ping. Default: 60 s.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>More arguments, such as <c>--live-restore</c>. Default: none.</summary>
    public IReadOnlyList<string> MoreArguments { get; init; } = [];
}
