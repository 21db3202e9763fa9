using System.CommandLine;
using Conformance.Harness.Scenarios;
using Spectre.Console;

namespace Conformance.Cli.Commands;

/// <summary><c>requirements</c>: what a containerizer must do, and which scenarios test it.</summary>
internal static class RequirementsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { Description = "Scenarios to count. Default: scenarios.", DefaultValueFactory = _ => ["scenarios"] };
        var command = new Command("requirements", "Lists what a containerizer must do, where that comes from, and how many cases test it.") { paths };
        command.SetAction(parsed =>
        {
            var tested = ScenarioFiles.Read(parsed.GetValue(paths)!).SelectMany(scenario => scenario.Requirements).CountBy(id => id).ToDictionary();
            var table = new Table().Border(TableBorder.Minimal)
                .AddColumn(new TableColumn("id").NoWrap()).AddColumn("level").AddColumn("sentence").AddColumn("source")
                .AddColumn(new TableColumn("cases").RightAligned());
            foreach (var requirement in Requirements.All())
            {
                table.AddRow(
                    new Text(requirement.Name), new Text(requirement.Level), new Text(requirement.Sentence), new Text(requirement.Source),
                    new Text(tested.GetValueOrDefault(requirement.Name).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            terminal.Console.Write(table);
            return ExitCodes.Held;
        });
        return command;
    }
}
