using System.CommandLine;
using Conformance.Cli.Reports;
using Conformance.Harness.Runs;

namespace Conformance.Cli.Commands;

/// <summary><c>replay</c>: makes exactly the run that a token names and shows its timeline.</summary>
internal static class ReplayCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var token = new Argument<string>("token") { Description = "The token that a failure printed." };
        var host = new Option<string?>("--docker-host") { Description = "For a run on docker: an existing daemon. Default: a private one." };
        var command = new Command("replay", "Makes the run that a token names once more and prints its timeline.") { token, host };
        command.SetAction(parsed =>
        {
            var request = RunToken.Parse(parsed.GetValue(token)!).Resolve(warning => terminal.Error.WriteLine("conformance: " + warning));
            using var runner = new Runner(new RunnerOptions { DockerHost = parsed.GetValue(host) });
            var result = runner.Run(request, terminal.Interrupted);
            terminal.Out.Write(Timeline.Write(result));
            return ExitCodes.Of([result]);
        });
        return command;
    }
}
