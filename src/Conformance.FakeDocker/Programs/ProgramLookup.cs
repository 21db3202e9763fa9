namespace Conformance.FakeDocker;

/// <summary>What became of the search for a container's program.</summary>
public enum ProgramLookupResult
{
    /// <summary>It can be run.</summary>
    Found,

    /// <summary>A bare name that no folder of PATH holds: start fails, the container's exit code is 127.</summary>
    NotOnPath,

    /// <summary>A path at which there is nothing: start fails, the container's exit code is 127.</summary>
    NoSuchFile,

    /// <summary>A folder, or a file that may not be executed: start fails, the container's exit code is 126.</summary>
    PermissionDenied,
}

/// <summary>Answer of <see cref="ProgramTable.Find"/>.</summary>
/// <param name="Result">What became of the search.</param>
/// <param name="Path">Absolute path of the program, when found.</param>
/// <param name="StartError">
/// The message with which the daemon (20.10) answers start, status 400; empty when found. Clients make 126 and 127 of its words.
/// </param>
public sealed record ProgramLookup(ProgramLookupResult Result, string? Path, string StartError)
{
    private const string Prefix = "failed to create shim task: OCI runtime create failed: runc create failed: ";
    private const string ExecPrefix = "OCI runtime exec failed: exec failed: ";

    /// <summary>What docker exec says instead; empty when found.</summary>
    public string ExecError => StartError.Length == 0 ? "" : ExecPrefix + StartError[Prefix.Length..];

    /// <summary>Exit code that a container gets whose start failed so: 127 or 126; 0 when found.</summary>
    public int ExitCode => Result switch
    {
        ProgramLookupResult.Found => 0,
        ProgramLookupResult.PermissionDenied => 126,
        _ => 127,
    };

    internal static ProgramLookup Found(string path) => new(ProgramLookupResult.Found, path, "");

    internal static ProgramLookup Failed(ProgramLookupResult result, string program) => new(result, null, Prefix + "unable to start container process: exec: " + result switch
    {
        ProgramLookupResult.NotOnPath => $"\"{program}\": executable file not found in $PATH: unknown",
        ProgramLookupResult.NoSuchFile => $"\"{program}\": stat {program}: no such file or directory: unknown",
        _ => $"\"{program}\": permission denied: unknown",
    });
}
