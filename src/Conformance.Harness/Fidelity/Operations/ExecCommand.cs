namespace Conformance.Harness.Fidelity;

/// <summary>What a command in a container does.</summary>
public enum ExecKind
{
    /// <summary>Ends by itself.</summary>
    Ends,

    /// <summary>Runs until its container ends; says <c>in</c> first if it is heard.</summary>
    Sleeps,

    /// <summary>Copies its input, which one client types, and ends with it.</summary>
    Copies,

    /// <summary>Cannot be started.</summary>
    Fails,
}

/// <summary>A command that is run in a container.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Body">Body of <c>POST /containers/NAME/exec</c>.</param>
public sealed record ExecCommand(ExecKind Kind, string Body)
{
    /// <summary>What one that sleeps says when it runs and is heard.</summary>
    public const string Word = "in";

    /// <summary>Whether it has a terminal.</summary>
    public bool HasTerminal => Body.Contains("\"Tty\":true", StringComparison.Ordinal);

    /// <summary>Whether it is heard.</summary>
    public bool IsHeard => Body.Contains("AttachStdout", StringComparison.Ordinal);

    /// <summary>Whether it is one process with one name for all its time.</summary>
    public bool IsOneProcess => !Body.Contains("\"sh\"", StringComparison.Ordinal);

    /// <summary>All that are generated.</summary>
    public static IReadOnlyList<ExecCommand> All { get; } =
    [
        .. new[]
        {
            """{"Cmd":["true"],"AttachStdout":true}""", """{"Cmd":["false"]}""",
            """{"Cmd":["sh","-c","echo out; exit 4"],"AttachStdout":true,"AttachStderr":true}""",
            """{"Cmd":["sh","-c","echo out; echo wrong >&2"],"AttachStderr":true}""",
            """{"Cmd":["sh","-c","echo $PWD $A $HOME"],"AttachStdout":true,"WorkingDir":"/tmp","Env":["A=B","C"]}""",
            """{"Cmd":["echo","tty"],"AttachStdout":true,"Tty":true}""",
            """{"Cmd":["sh","-c","kill -9 $$"],"AttachStdout":true}""",
            """{"Cmd":["sh","-c","echo new > /tmp/new; cat /tmp/hello"],"AttachStdout":true,"AttachStderr":true}""",
            """{"Cmd":["rm","/tmp/hello"],"AttachStdout":true,"AttachStderr":true}""",
            """{"Cmd":["sh","-c","mkdir -p /root/made; echo x >> /etc/passwd"],"AttachStderr":true,"AttachStdout":true}""",
            """{"Cmd":["sh","-c","echo kept > /v/kept; ls /v"],"AttachStderr":true,"AttachStdout":true}""",
            """{"Cmd":["sh","-c","echo $HOME"],"AttachStdout":true,"User":"root","Privileged":false,"DetachKeys":"ctrl-a"}""",
        }.Select(body => new ExecCommand(ExecKind.Ends, body)),
        .. new[]
        {
            """{"Cmd":["sleep","1000"]}""", """{"Cmd":["sh","-c","echo in; sleep 1000"],"AttachStdout":true}""",
            """{"Cmd":["sh","-c","echo in; sleep 1000"],"AttachStdout":true,"AttachStderr":true,"Tty":true}""",
        }.Select(body => new ExecCommand(ExecKind.Sleeps, body)),
        new(ExecKind.Copies, """{"Cmd":["cat"],"AttachStdin":true,"AttachStdout":true}"""),
        new(ExecKind.Copies, """{"Cmd":["sh","-c","read x; echo got $x; exit 3"],"AttachStdin":true,"AttachStdout":true,"AttachStderr":true}"""),
        .. new[]
        {
            """{"Cmd":["nonesuch"],"AttachStdout":true}""", """{"Cmd":["/no/such"]}""", """{"Cmd":["/etc"],"AttachStdout":true}""",
            """{"Cmd":["true"],"WorkingDir":"/none","AttachStdout":true}""", """{"Cmd":["true"],"User":"nobody-here","AttachStdout":true}""",
        }.Select(body => new ExecCommand(ExecKind.Fails, body)),
    ];

    /// <summary>Bodies that no daemon takes, of a container that runs.</summary>
    public static IReadOnlyList<string> Refused { get; } = ["{}", "{\"Cmd\":[]}", "{\"Cmd\":null,\"Tty\":true}", "{\"Cmd\":[\"true\"],\"DetachKeys\":\"ctrl-nothing\"}", "{\"Cmd\":7}", "{\"Cmd\":"];
}
