using System.CommandLine;
using System.Globalization;
using Conformance.Harness.Fidelity;
using Spectre.Console;

namespace Conformance.Cli.Commands;

/// <summary><c>fidelity</c>: generated sequences of API calls on real daemons and on the fake one, and in what the answers differ.</summary>
internal static class FidelityCommand
{
    private static readonly string[] Columns = ["sequences", "calls", "answers reached", "of", "differences"];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var sequences = new Option<string>("--sequences") { Description = "How many sequences; those written by hand come first.", DefaultValueFactory = _ => "300" };
        var seed = new Option<string>("--seed") { Description = "Seed of the first generated sequence; the next has the next number.", DefaultValueFactory = _ => "1" };
        var workers = new Option<string>("--workers") { Description = "How many real daemons play at the same time.", DefaultValueFactory = _ => "2" };
        var generated = new Option<bool>("--generated") { Description = "Leaves out those written by hand: --generated --seed N --sequences 1 is one of them again." };
        var written = new Option<string>("--written") { Description = "Only those written by hand whose name begins with this, such as health." };
        var command = new Command("fidelity", "Plays generated sequences of Engine API calls on private real daemons and on the fake one, and compares every answer.")
        {
            sequences, seed, workers, generated, written,
        };
        command.SetAction(async (parsed, _) =>
        {
            var options = new FidelityOptions
            {
                Sequences = (int)Values.Positive("--sequences", parsed.GetValue(sequences)!),
                Seed = Values.Seed("--seed", parsed.GetValue(seed)!),
                Workers = (int)Values.Positive("--workers", parsed.GetValue(workers)!),
                WithFixed = !parsed.GetValue(generated),
                Written = parsed.GetValue(written),
                ShrunkMax = parsed.GetValue(written) is null ? FidelityOptions.UsualShrunkMax : 0,
                OnSequence = result => Tell(terminal, result),
            };
            var results = await new FidelityRun(options).Run(terminal.Interrupted);
            Print(terminal, results, isWhole: options is { WithFixed: true, Written: null });
            return results.Any(result => result.Differences.Count > 0) ? ExitCodes.Violated : ExitCodes.Held;
        });
        return command;
    }

    private static void Tell(Terminal terminal, SequenceResult result)
    {
        if (result.Differences.Count > 0)
            terminal.Out.WriteLine(result.Describe());
    }

    private static void Print(Terminal terminal, IReadOnlyList<SequenceResult> results, bool isWhole)
    {
        var coverage = new FidelityCoverage(results);
        var table = new Table().Border(TableBorder.Ascii).AddColumn(new TableColumn("operation").NoWrap());
        foreach (var column in Columns)
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var line in coverage.Operations)
            table.AddRow([line.Operation, .. new[] { line.Sequences, line.Calls, line.Reached, line.Rows, line.Differences }.Select(number => number.ToString(CultureInfo.InvariantCulture))]);
        terminal.Console.Write(table);
        foreach (var row in isWhole ? coverage.Missing : [])
            terminal.Out.WriteLine($"not reached: {row}");
        foreach (var known in results.SelectMany(result => result.Known).GroupBy(known => known.Id))
            terminal.Out.WriteLine($"known: {known.Key}, {known.First().Why} ({known.Count()} times)");
        foreach (var passing in results.Where(result => result.Passing.Count > 0))
            terminal.Out.WriteLine($"not again: {passing.Sequence.Name}: {passing.Passing[0]}");
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Count} sequences, {results.Sum(result => result.Real.Exchanges.Count())} calls, {results.Count(result => result.Differences.Count > 0)} with new differences"));
    }
}
