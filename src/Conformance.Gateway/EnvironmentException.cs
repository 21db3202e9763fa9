namespace Conformance.Gateway;

/// <summary>Something outside of the harness is not as it must be: one line that says what, and the mend where there is one.</summary>
/// <param name="message">One line.</param>
/// <param name="exitCode">What the command exits with: 69 the environment lacks something (default), 64 bad usage.</param>
/// <param name="cause">What brought it up.</param>
public sealed class EnvironmentException(string message, int exitCode = EnvironmentException.Lacking, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>EX_UNAVAILABLE of sysexits.h.</summary>
    public const int Lacking = 69;

    /// <summary>EX_USAGE of sysexits.h.</summary>
    public const int Usage = 64;

    /// <summary>Exit code of the command.</summary>
    public int ExitCode { get; } = exitCode;
}
