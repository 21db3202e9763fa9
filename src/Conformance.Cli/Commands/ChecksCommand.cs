using System.CommandLine;
using Conformance.Harness.Checks;
using Spectre.Console;

namespace Conformance.Cli.Commands;

/// <summary><c>checks</c>: what is judged.</summary>
internal static class ChecksCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var command = new Command("checks", "Lists the checks that judge every run, each with the invariants that it holds.");
        command.SetAction(_ =>
        {
            var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
            foreach (var check in CheckRegistry.All)
                grid.AddRow(new Text(check.Id), new Text(check.Invariants), new Text(check.Sentence));
            terminal.Console.Write(grid);
            return ExitCodes.Held;
        });
        return command;
    }
}
