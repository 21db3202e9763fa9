using System.CommandLine;

namespace Conformance.Cli.Commands;

/// <summary><c>validate</c>: reads scenario files and tells all their errors.</summary>
internal static class ValidateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { Description = "Scenario files, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "Reads scenario files without running them and tells every error with its place.") { paths };
        command.SetAction(parsed =>
        {
            var scenarios = ScenarioFiles.Read(parsed.GetValue(paths)!);
            var files = scenarios.Select(scenario => scenario.File).Distinct(StringComparer.Ordinal).Count();
            terminal.Out.WriteLine($"{files} files, {scenarios.Count} cases: all can be read.");
            return ExitCodes.Held;
        });
        return command;
    }
}
