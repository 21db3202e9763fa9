using System.CommandLine;
using Conformance.Harness.Scenarios;
using Spectre.Console;

namespace Conformance.Cli.Commands;

/// <summary><c>personalities</c>: reported bugs that a daemon can be given by their names.</summary>
internal static class PersonalitiesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var command = new Command("personalities", "Lists reported bugs of daemons that a scenario and `daemon --personality` can name, each with its source.");
        command.SetAction(_ =>
        {
            var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn().AddColumn();
            foreach (var personality in Personality.All)
                grid.AddRow(new Text(personality.Name), new Text(personality.Sentence), new Text(personality.Source));
            terminal.Console.Write(grid);
            return ExitCodes.Held;
        });
        return command;
    }
}
