using System.Runtime.InteropServices;
using Conformance.Cli;

// The commands run on this thread; an interruption only cancels a token, so that reports are still written and every child is
// ended. A second one ends the process the hard way.
using var interruption = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return CommandLine.Run(args, new Terminal(Console.Out, Console.Error, !Console.IsOutputRedirected, interruption.Token));

void Interrupt(PosixSignalContext context)
{
    context.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
}
