using System.CommandLine;
using Conformance.Cli.Reports;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

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
            var request = Find(RunToken.Parse(parsed.GetValue(token)!), terminal);
            using var runner = new Runner(new RunnerOptions { DockerHost = parsed.GetValue(host), Interrupted = terminal.Interrupted });
            var result = runner.Run(request);
            terminal.Out.Write(Timeline.Write(result));
            return ExitCodes.Of([result]);
        });
        return command;
    }

    private static RunRequest Find(RunToken token, Terminal terminal)
    {
        var scenarios = new ScenarioReader().ReadFile(token.File);
        if (RunToken.HashOf(File.ReadAllBytes(token.File)) != token.ContentHash)
            terminal.Error.WriteLine($"conformance: {token.File} has changed since the token was printed; the run may differ.");
        var scenario = scenarios.FirstOrDefault(candidate => candidate.Case == token.Case)
            ?? throw new UsageException($"{token.File} has no case '{token.Case}' any more; it has {scenarios.Count} others.");
        return new RunRequest { Scenario = scenario, Subject = token.Subject, Backend = token.Backend, Seed = token.Seed };
    }
}
