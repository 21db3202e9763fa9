using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>A shell whose commands come from its standard input, and a person who may sit there.</summary>
internal sealed partial class Shell
{
    private const int InterruptedStatus = 128 + Signals.Int;
    private ShellSource? source;
    private bool isAsking;

    /// <summary>
    /// Whether a person sits there: it asks for commands, goes on after errors, and INT ends a command instead of the shell. Set before
    /// <see cref="RunInput"/>.
    /// </summary>
    public bool IsInteractive { get; init; }

    /// <summary>Runs what comes on standard input as the whole life of this shell. Returns the exit code.</summary>
    public async Task<int> RunInput()
    {
        LastStatus = 0;
        source = new ShellSource(this, Process[0] ?? new NullFile(), Ask);
        while (!IsLeaving)
        {
            Flow = ShellFlow.None;
            Process.HasPendingSignal = pendingSignals != 0;
            try
            {
                if (await source.Next() is not { } line)
                    break;
                isAsking = false;
                await Run(line, RunMode.None);
            }
            catch (ShellSyntaxException exception)
            {
                Line = source.Line;
                if (exception.IsUnsupported)
                    await RefuseUnsupported(exception.Message);
                else
                    await Fail(exception.Message);
            }
        }

        if (IsInteractive && HasTerminal && Flow != ShellFlow.Exit)
            await Print(1, "\n");
        return await RunExitTrap();
    }

    /// <summary>Whether standard input is a terminal.</summary>
    public static bool IsTerminal(OpenFile? file) => file is InputFile { Input: TerminalInput };

    private bool HasTerminal => IsTerminal(Process[0]);

    private async Task Ask(bool isOpen)
    {
        if (!IsInteractive)
            return;
        isAsking = true;
        await Print(1, Prompt(isOpen));
    }

    private string Prompt(bool isOpen) => isOpen
        ? Variables["PS2"] ?? "> "
        : ShellPrompt.Expand(Variables["PS1"] ?? @"\w \$ ", WorkingFolder, Variables["HOME"], Kernel.HostName, Process.User);

    /// <summary>What a person's shell does about signals that it has no trap for.</summary>
    private SignalHandling CatchInteractive(int signal)
    {
        if (!IsInteractive || signal is not (Signals.Int or SignalQuit or Signals.Term))
            return SignalHandling.Default;
        if (signal != Signals.Int)
            return SignalHandling.Nothing;
        LastStatus = InterruptedStatus;
        if (isAsking)
        {
            source!.Forget();
            Kernel.World.Spawn($"container pid {Process.Pid}", () => Print(1, "\n" + Prompt(isOpen: false)));
        }
        else
        {
            Flow = ShellFlow.Line;
        }

        return SignalHandling.Later;
    }
}
