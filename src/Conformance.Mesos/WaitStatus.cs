namespace Conformance.Mesos;

/// <summary>The raw integer of waitpid(2), as <c>Termination.status</c> carries it: the one place that converts.</summary>
public static class WaitStatus
{
    /// <summary>
    /// From an exit code as Docker reports it (0 to 255): 128+n of a process that signal n ended stays an exit code, as the
    /// shell has it, because Docker does not tell the two apart.
    /// </summary>
    public static int FromExitCode(int code) => (code & 0xFF) << 8;

    /// <summary>From the signal that ended a process.</summary>
    public static int FromSignal(int signal) => signal & 0x7F;

    /// <summary>The exit code, or null if a signal ended the process.</summary>
    public static int? ExitCode(int status) => (status & 0x7F) == 0 ? (status >> 8) & 0xFF : null;

    /// <summary>The signal, or null if the process exited.</summary>
    public static int? Signal(int status) => (status & 0x7F) == 0 ? null : status & 0x7F;
}
