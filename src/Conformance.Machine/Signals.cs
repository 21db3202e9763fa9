using System.Globalization;

namespace Conformance.Machine;

/// <summary>Linux signal numbers and their texts.</summary>
public static class Signals
{
    /// <summary>Hangup.</summary>
    public const int Hup = 1;

    /// <summary>Interrupt.</summary>
    public const int Int = 2;

    /// <summary>Kill; cannot be caught.</summary>
    public const int Kill = 9;

    /// <summary>User-defined 1.</summary>
    public const int Usr1 = 10;

    /// <summary>Segmentation fault.</summary>
    public const int Segv = 11;

    /// <summary>Terminate.</summary>
    public const int Term = 15;

    /// <summary>Continue if stopped.</summary>
    public const int Cont = 18;

    private static readonly string[] Names =
    [
        "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "POLL",
        "PWR", "SYS",
    ];

    private static readonly string[] Texts =
    [
        "Unknown signal 0", "Hangup", "Interrupt", "Quit", "Illegal instruction", "Trace/breakpoint trap", "Aborted",
        "Bus error", "Floating point exception", "Killed", "User defined signal 1", "Segmentation fault",
        "User defined signal 2", "Broken pipe", "Alarm clock", "Terminated", "Stack fault", "Child exited", "Continued",
        "Stopped (signal)", "Stopped", "Stopped (tty input)", "Stopped (tty output)", "Urgent I/O condition",
        "CPU time limit exceeded", "File size limit exceeded", "Virtual timer expired", "Profiling timer expired",
        "Window changed", "I/O possible", "Power failure", "Bad system call",
    ];

    /// <summary>The text of strsignal(3) in glibc, which Mesos prints.</summary>
    public static string Describe(int signal) =>
        signal >= 0 && signal < Texts.Length ? Texts[signal] : "Unknown signal " + signal.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name without SIG, or null for a number without one.</summary>
    public static string? Name(int signal) => signal > 0 && signal < Names.Length ? Names[signal] : null;

    /// <summary>Reads a name (with or without SIG, any case) or a number; null if it is neither.</summary>
    public static int? Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        for (var signal = 1; signal < Names.Length; signal++)
        {
            if (string.Equals(Names[signal], name, StringComparison.OrdinalIgnoreCase))
                return signal;
        }

        return null;
    }
}
