using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Where a command prints, and how it learns that the user wants it to stop.</summary>
/// <param name="Out">Standard output: results.</param>
/// <param name="Error">Standard error: progress and errors.</param>
/// <param name="IsInteractive">Somebody looks at <paramref name="Out"/>: it is a terminal.</param>
/// <param name="Interrupted">Cancelled by Ctrl-C and SIGTERM.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive, CancellationToken Interrupted)
{
    /// <summary>Tables and colours on <see cref="Out"/>; plain where that is no terminal.</summary>
    public IAnsiConsole Console { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
        Out = new AnsiConsoleOutput(Out),
    });
}
