using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;

namespace Conformance.Cli.Commands;

/// <summary>
/// How long all scenarios take on all processors, without reports: the first time in this process, and once the JIT knows them. Of
/// the warm rounds the fastest counts, since whatever else the machine does only ever adds to it.
/// </summary>
internal sealed class CorpusBenchmark(Terminal terminal, IReadOnlyList<Scenario> scenarios)
{
    private const int WarmRounds = 5;

    /// <summary>Measures these subjects together, and prints a line.</summary>
    public void Measure(params string[] subjects)
    {
        List<RunRequest> requests =
        [
            .. subjects.SelectMany(subject => scenarios.Select(
                scenario => new RunRequest { Scenario = scenario, Subject = SubjectName.For(subject, scenario), Seed = 1 })),
        ];
        var first = Round(requests);
        var warm = Enumerable.Range(0, WarmRounds).Min(_ => Round(requests));
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(" + ", subjects)}: {requests.Count} runs of the corpus on {Environment.ProcessorCount} cores in {warm.TotalSeconds:0.00} s warm, {requests.Count / warm.TotalSeconds:0} runs/s; {first.TotalSeconds:0.00} s the first time"));
    }

    /// <summary>All runs once. The longest are not known beforehand, so each worker takes one after the other.</summary>
    private static TimeSpan Round(List<RunRequest> requests)
    {
        var clock = Stopwatch.StartNew();
        using var runner = new Runner();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(requests, EnumerablePartitionerOptions.NoBuffering), options, request => runner.Run(request));
        return clock.Elapsed;
    }
}
