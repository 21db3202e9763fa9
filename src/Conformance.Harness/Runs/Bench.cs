using System.Diagnostics;

namespace Conformance.Harness.Runs;

/// <summary>Measures how many runs a second one core does.</summary>
public static class Bench
{
    /// <summary>
    /// Carries out and judges runs with consecutive seeds on the calling thread, after a warm-up that is not measured.
    /// </summary>
    /// <param name="runner">What runs.</param>
    /// <param name="request">What to run; its seed is the first.</param>
    /// <param name="runs">How many are measured.</param>
    /// <param name="warmUp">How many come before. Default: as many, at most 2,000.</param>
    public static BenchResult Measure(Runner runner, RunRequest request, int runs, int? warmUp = null)
    {
        for (var number = 0; number < (warmUp ?? Math.Min(runs, 2_000)); number++)
            runner.Run(request with { Seed = request.Seed + (ulong)number });
        var simulated = TimeSpan.Zero;
        var worst = Verdict.Held;
        var events = 0L;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < runs; number++)
        {
            var result = runner.Run(request with { Seed = request.Seed + (ulong)number });
            simulated += result.SimulatedTime;
            events += result.Events.Count;
            worst = result.Verdict > worst ? result.Verdict : worst;
        }

        watch.Stop();
        var processor = Environment.CpuUsage.TotalTime - before;
        return new BenchResult(runs, watch.Elapsed, processor, simulated, worst, events, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}

/// <summary>What was measured.</summary>
/// <param name="Runs">How many runs.</param>
/// <param name="WallTime">How long they took together.</param>
/// <param name="ProcessorTime">Processor time that the whole process used meanwhile, its garbage collector and compiler included.</param>
/// <param name="SimulatedTime">How long they were for their subjects.</param>
/// <param name="Worst">Worst verdict of all: a fast run that did not hold proves nothing.</param>
/// <param name="Events">Lines of all histories.</param>
/// <param name="AllocatedBytes">Memory allocated by the calling thread.</param>
public sealed record BenchResult(
    int Runs, TimeSpan WallTime, TimeSpan ProcessorTime, TimeSpan SimulatedTime, Verdict Worst, long Events, long AllocatedBytes)
{
    /// <summary>Runs per second that passed.</summary>
    public double RunsPerSecond => Runs / WallTime.TotalSeconds;

    /// <summary>Runs per second of processor time: what one core does that has nothing else to do.</summary>
    public double RunsPerCoreSecond => Runs / ProcessorTime.TotalSeconds;

    /// <summary>Virtual seconds per second.</summary>
    public double SpeedUp => SimulatedTime / WallTime;
}
