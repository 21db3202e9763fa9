using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Conformance.Cli.Commands;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;

namespace Conformance.Cli;

/// <summary>
/// The <c>conformance</c> command: parses, runs one command, and turns what went wrong into one clear message and an exit
/// code. A stack trace is shown only for faults of the harness itself.
/// </summary>
public static class CommandLine
{
    /// <summary>Runs the command; the answer is the exit code.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        // The words after it are another program's: mesos-executor's.
        if (args is [ExecutorProgram.Word, ..])
            return ExecutorProgram.Run(args[1..], terminal.Error);
        var root = CreateRoot(terminal);
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is not HelpAction && (parsed.Errors.Count > 0 || Misspelt(parsed) is not null))
            return Complain(parsed, terminal);
        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Out,
                Error = terminal.Error,
            });
        }
        catch (Exception exception)
        {
            return Explain(exception, terminal.Error);
        }
    }

    private static RootCommand CreateRoot(Terminal terminal)
    {
        var root = new RootCommand(
            "Finds out before production whether a Docker containerizer leaks containers, loses statuses or kills the wrong process.")
        {
            RunCommand.Create(terminal),
            ValidateCommand.Create(terminal),
            ReplayCommand.Create(terminal),
            ChecksCommand.Create(terminal),
            SubjectsCommand.Create(terminal),
            RequirementsCommand.Create(terminal),
            PersonalitiesCommand.Create(terminal),
            DaemonCommand.Create(terminal),
            FidelityCommand.Create(terminal),
            BenchCommand.Create(terminal),
            DoctorCommand.Create(terminal),
            SubjectCommand.Create(terminal),
            FetcherCommand.Create(),
        };
        return root;
    }

    // A parser that takes any number of paths takes an option that it does not know for one.
    private static string? Misspelt(ParseResult parsed) => parsed.UnmatchedTokens.FirstOrDefault() ?? parsed.CommandResult.Children
        .OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
        .FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal));

    private static int Complain(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors)
            terminal.Error.WriteLine("conformance: " + error.Message);
        var command = parsed.CommandResult.Command;
        if (Misspelt(parsed) is { } word)
        {
            var words = command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name));
            var near = NearestWord.Of(word, words) is { } nearest ? $"did you mean '{nearest}'? " : "";
            terminal.Error.WriteLine($"conformance: '{word}' is neither a command nor an option of '{command.Name}'; {near}See --help.");
        }

        return ExitCodes.Usage;
    }

    private static int Explain(Exception exception, TextWriter error)
    {
        var code = exception switch
        {
            UsageException => ExitCodes.Usage,
            ScenarioException => ExitCodes.Data,
            EnvironmentException environment => environment.ExitCode,
            DockerException => ExitCodes.Unavailable,
            OperationCanceledException => ExitCodes.Interrupted,
            _ => ExitCodes.Software,
        };
        if (code == ExitCodes.Software)
            error.WriteLine($"conformance: a fault of the harness itself; please report it.\n{exception}");
        else if (code != ExitCodes.Interrupted)
            error.WriteLine(exception is ScenarioException ? exception.Message : "conformance: " + exception.Message);
        return code;
    }
}
