using Conformance.Harness.Runs;

namespace Conformance.Cli;

/// <summary>Exit codes of the command; those from 64 on follow sysexits.h.</summary>
public static class ExitCodes
{
    /// <summary>All held.</summary>
    public const int Held = 0;

    /// <summary>A check was violated; beats <see cref="Unknown"/>.</summary>
    public const int Violated = 1;

    /// <summary>A verdict is unknown.</summary>
    public const int Unknown = 2;

    /// <summary>Nothing ran.</summary>
    public const int NothingRan = 8;

    /// <summary>Bad usage.</summary>
    public const int Usage = 64;

    /// <summary>Bad scenario or data.</summary>
    public const int Data = 65;

    /// <summary>The environment lacks something.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the harness itself.</summary>
    public const int Software = 70;

    /// <summary>Interrupted.</summary>
    public const int Interrupted = 130;

    /// <summary>The code that a set of runs deserves.</summary>
    public static int Of(IReadOnlyList<RunResult> results)
    {
        var ran = results.Where(result => result.Skipped is null).ToList();
        if (ran.Count == 0)
            return NothingRan;
        return ran.Max(result => result.Verdict) switch
        {
            Verdict.Held => Held,
            Verdict.Unknown => Unknown,
            _ => Violated,
        };
    }
}
