namespace Conformance.FakeDocker;

/// <summary>The command line is not one; the message is the whole text for standard error.</summary>
internal sealed class CliUsageException(string message, int exitCode) : Exception(message)
{
    /// <summary>125 for options, 1 for a wrong number of words.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Trouble with an option of a command.</summary>
    public static CliUsageException Option(CliCommand command, string message) =>
        new($"{message}\n\nUsage:  {command.Usage}\n\nRun 'docker {(command.Name.Length == 0 ? "" : command.Name + " ")}--help' for more information\n", 125);

    /// <summary>Values of options that do not go together.</summary>
    public static CliUsageException Values(CliCommand command, string message) =>
        new($"docker: {message}\n\nRun 'docker {command.Name} --help' for more information\n", 125);

    /// <summary>Too many or too few words.</summary>
    public static CliUsageException Words(CliCommand command)
    {
        var needs = (command.LeastWords, command.MostWords) switch
        {
            (0, 0) => "accepts no arguments",
            (0, var most) => $"requires at most {most} argument{(most == 1 ? "" : "s")}",
            (var least, int.MaxValue) => $"requires at least {least} argument{(least == 1 ? "" : "s")}",
            (var least, _) => $"requires {least} argument{(least == 1 ? "" : "s")}",
        };
        // The third is a slip of the pen in that release.
        var verb = command.MostWords == int.MaxValue ? "See" : command is { LeastWords: 0, MostWords: > 0 } ? "SRun" : "Run";
        return new($"docker: 'docker {command.Name}' {needs}\n\nUsage:  {command.Usage}\n\n{verb} 'docker {command.Name} --help' for more information\n", 1);
    }
}
