namespace Conformance.Docker;

/// <summary>Body of exec create. Members not listed here are ignored when read.</summary>
public sealed record ExecSpec
{
    /// <summary>Program and arguments.</summary>
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>Variables as <c>K=V</c>, over those of the container.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Working folder; empty for the container's.</summary>
    public string WorkingDir { get; init => field = value ?? ""; } = "";

    /// <summary>User; empty for the container's.</summary>
    public string User { get; init => field = value ?? ""; } = "";

    /// <summary>With a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>All capabilities.</summary>
    public bool Privileged { get; init; }

    /// <summary>The client's bytes become standard input.</summary>
    public bool AttachStdin { get; init; }

    /// <summary>Standard output wanted.</summary>
    public bool AttachStdout { get; init; }

    /// <summary>Standard error wanted.</summary>
    public bool AttachStderr { get; init; }

    /// <summary>Keys that end the client's part of it; empty for <c>ctrl-p,ctrl-q</c>.</summary>
    public string DetachKeys { get; init => field = value ?? ""; } = "";
}

/// <summary>Body of exec start.</summary>
/// <param name="Detach">Answer at once, with nothing.</param>
/// <param name="Tty">The bytes go out as they are, without frames; whether there is a terminal is what create said.</param>
public sealed record ExecStart(bool Detach = false, bool Tty = false);

/// <summary>Answer of exec create.</summary>
/// <param name="Id">64 hex digits.</param>
public sealed record ExecCreateReply(string Id);
