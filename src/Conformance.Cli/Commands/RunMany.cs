using System.Collections.Concurrent;
using System.Diagnostics;
using Conformance.Cli.Reports;
using Conformance.Harness.Runs;

namespace Conformance.Cli.Commands;

/// <summary>
/// Makes many runs, several at a time, and tells their results in the order in which they were asked for. Each worker has a
/// runner of its own (and with it, on a real backend, a daemon of its own).
/// </summary>
internal static class RunMany
{
    /// <summary>Makes the runs; the answer is the exit code.</summary>
    /// <param name="terminal">Where progress and the interruption come from.</param>
    /// <param name="options">For every runner.</param>
    /// <param name="requests">What to run.</param>
    /// <param name="reports">Told of each result and of the end.</param>
    /// <param name="jobs">Runs at a time; null for the number of processors on sim and one elsewhere.</param>
    /// <param name="comparison">Says what counts of each result; null for all.</param>
    public static int Execute(
        Terminal terminal, RunnerOptions options, IReadOnlyList<RunRequest> requests, IReport reports, int? jobs, BaselineComparison? comparison = null)
    {
        var watch = Stopwatch.StartNew();
        var workers = Math.Min(requests.Count, jobs ?? (requests[0].Backend == "sim" ? Environment.ProcessorCount : 1));
        using var finished = new BlockingCollection<(int Index, RunResult? Result, Exception? Trouble)>();
        var next = -1;
        var threads = Enumerable.Range(0, workers).Select(number => new Thread(() => Work()) { Name = $"runs {number}" }).ToList();
        threads.ForEach(thread => thread.Start());

        var results = new RunResult?[requests.Count];
        var told = new List<RunResult>();
        Exception? trouble = null;
        for (var active = workers; active > 0;)
        {
            var (index, result, failure) = finished.Take();
            if (index < 0)
                active--;
            trouble ??= failure;
            if (result is null)
                continue;
            results[index] = result;
            while (told.Count < results.Length && results[told.Count] is { } ready)
                Tell(ready);
        }

        var interrupted = terminal.Interrupted.IsCancellationRequested;
        // After an interruption, or trouble of one worker, later results may wait for one that never came.
        foreach (var rest in results.Skip(told.Count).OfType<RunResult>().ToList())
            Tell(rest);

        if (trouble is not null && told.Count == 0)
            throw trouble;
        reports.Finish(interrupted, watch.Elapsed);
        if (trouble is not null)
            throw trouble;
        return interrupted ? ExitCodes.Interrupted : ExitCodes.Of(told);

        void Tell(RunResult result)
        {
            told.Add(comparison?.Apply(result) ?? result);
            reports.Add(told[^1]);
        }

        void Work()
        {
            try
            {
                using var runner = new Runner(options);
                int index;
                while (!terminal.Interrupted.IsCancellationRequested && (index = Interlocked.Increment(ref next)) < requests.Count)
                    finished.Add((index, runner.Run(requests[index]), null));
                finished.Add((-1, null, null));
            }
            catch (OperationCanceledException) when (terminal.Interrupted.IsCancellationRequested)
            {
                finished.Add((-1, null, null));
            }
            catch (Exception exception)
            {
                // Whatever ends one worker ends the others' supply too; the first trouble is what the user reads.
                Interlocked.Exchange(ref next, requests.Count);
                finished.Add((-1, null, exception));
            }
        }
    }
}
