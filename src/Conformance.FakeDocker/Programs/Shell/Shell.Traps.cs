namespace Conformance.FakeDocker;

/// <summary>
/// Traps. What was ignored when the shell began stays so, whatever it traps, and the outermost shell does not mind QUIT. A trapped signal
/// is noted when it arrives and its commands run when the command in the foreground has ended; only the builtins wait and read are cut
/// short by it.
/// </summary>
internal sealed partial class Shell
{
    private const int SignalQuit = 3;
    private readonly SortedDictionary<int, string> traps = [];
    private readonly bool isOutermost;
    private ulong ignoredForGood;
    private ulong pendingSignals;
    private int? statusBeforeTrap;

    // Once there was one, no program takes this process over at its end.
    private bool mayHaveTraps;
    private SortedDictionary<int, string>? tracedTraps;

    /// <summary>What <c>trap</c> tells: commands by signal; 0 is EXIT; empty commands ignore.</summary>
    public IReadOnlyDictionary<int, string> Traps => tracedTraps ?? traps;

    /// <summary>The status to which a plain <c>exit</c> inside a trap refers.</summary>
    public int StatusForExit => statusBeforeTrap ?? LastStatus;

    /// <summary>Whether the shell is at its end already: a <c>return</c> then only ends the trap.</summary>
    public bool IsInExitTrap { get; private set; }

    /// <summary>The lowest signal that waits for its trap; 0 for none.</summary>
    public int PendingSignal => pendingSignals == 0 ? 0 : System.Numerics.BitOperations.TrailingZeroCount(pendingSignals);

    /// <summary>Sets a trap; null restores the default.</summary>
    public void SetTrap(int signal, string? commands)
    {
        if (commands is null)
            traps.Remove(signal);
        else
            traps[signal] = commands;
        mayHaveTraps |= commands is { Length: > 0 };
        if (signal < 64 && (ignoredForGood & 1UL << signal) == 0)
            Process.Ignore(signal, commands is "");
    }

    private SignalHandling Catch(int signal)
    {
        if (signal >= 64 || !traps.ContainsKey(signal))
            return signal == SignalQuit && isOutermost ? SignalHandling.Nothing : CatchInteractive(signal);
        pendingSignals |= 1UL << signal;
        return SignalHandling.Later;
    }

    private async Task RunTraps()
    {
        while (pendingSignals != 0 && Flow != ShellFlow.Exit && Process.DiesOf == 0)
        {
            var signal = PendingSignal;
            pendingSignals &= ~(1UL << signal);
            Process.HasPendingSignal = pendingSignals != 0;
            if (traps.TryGetValue(signal, out var commands))
                await RunTrap(commands);
        }
    }

    private async Task RunTrap(string commands)
    {
        var (status, flow, before) = (LastStatus, Flow, statusBeforeTrap);
        statusBeforeTrap = status;
        Flow = ShellFlow.None;
        await RunText(commands, isWhole: false, firstLine: Line);
        statusBeforeTrap = before;
        if (Flow == ShellFlow.Exit)
            return;
        // A trap inside of another leaves behind what was before that one.
        LastStatus = before ?? status;
        if (flow != ShellFlow.None)
            Flow = flow;
    }

    /// <summary>The end of the shell: runs the EXIT trap, if any. Returns the exit code.</summary>
    private async Task<int> RunExitTrap()
    {
        if (Process.DiesOf != 0 || !traps.Remove(0, out var commands))
            return LastStatus;
        var status = LastStatus;
        Flow = ShellFlow.None;
        IsInExitTrap = true;
        await RunTrap(commands);
        return Flow == ShellFlow.Exit ? LastStatus : status;
    }
}
