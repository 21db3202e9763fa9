using System.CommandLine;
using System.Globalization;
using Conformance.Harness.Fidelity;

namespace Conformance.Cli.Commands;

/// <summary><c>fidelity</c>: generated sequences of API calls on real daemons and on the fake one, and in what the answers differ.</summary>
internal static class FidelityCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var sequences = new Option<string>("--sequences") { Description = "How many sequences.", DefaultValueFactory = _ => "300" };
        var seed = new Option<string>("--seed") { Description = "Seed of the first generated sequence.", DefaultValueFactory = _ => "1" };
        var workers = new Option<string>("--workers") { Description = "How many real daemons play at the same time.", DefaultValueFactory = _ => "2" };
        var only = new Option<bool>("--generated") { Description = "Leaves out the sequences that were written by hand, so that --seed N --sequences 1 is one of them again." };
        var command = new Command("fidelity", "Plays generated sequences of Engine API calls on private real daemons and on the fake one, and compares every answer.") { sequences, seed, workers, only };
        command.SetAction(async (parsed, _) =>
        {
            var options = new FidelityOptions
            {
                Sequences = (int)Values.Positive("--sequences", parsed.GetValue(sequences)!),
                Seed = Values.Seed("--seed", parsed.GetValue(seed)!),
                Workers = (int)Values.Positive("--workers", parsed.GetValue(workers)!),
                WithFixed = !parsed.GetValue(only),
                OnSequence = result => Tell(terminal, result),
            };
            var results = await new FidelityRun(options).Run(terminal.Interrupted);
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Count} sequences, {results.Sum(result => result.Real.Exchanges.Count())} calls, {results.Count(result => result.Differences.Count > 0)} with differences"));
            return results.Any(result => result.Differences.Count > 0) ? ExitCodes.Violated : ExitCodes.Held;
        });
        return command;
    }

    private static void Tell(Terminal terminal, SequenceResult result)
    {
        if (result.Differences.Count > 0)
            terminal.Out.WriteLine(result.Describe());
    }
}
