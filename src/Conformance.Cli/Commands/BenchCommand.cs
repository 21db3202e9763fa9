using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Cli.Commands;

/// <summary>
/// <c>bench</c>: how long a corpus of scenarios takes, how many simple runs a core makes in a second, and how much faster virtual
/// time is than the wall's.
/// </summary>
internal static class BenchCommand
{
    private const int FewMethods = 20;
    private static readonly TimeSpan WarmUpRound = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(20);

    private const string Simple = """
        scenario: a program that ends at once is launched, waited for and removed
        requirements: [LAUNCH-1]
        images:
          tiny: { cmd: ["true"] }
        steps:
          - launch: { container: web, image: tiny }
          - wait: web
        expect:
          terminations: { web: { exit: 0 } }
        """;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var seconds = new Option<string>("--seconds") { Description = "Measured time for each subject.", DefaultValueFactory = _ => "3" };
        var corpus = new Option<string>("--corpus") { Description = "Scenario file, or folder of them, that is timed as a whole.", DefaultValueFactory = _ => "scenarios" };
        var command = new Command("bench", "Prints how long all scenarios take, simple runs per second on one core, and the ratio of virtual to wall time.") { seconds, corpus };
        command.Add(DaemonBenchCommand.Create(terminal));
        command.SetAction(parsed =>
        {
            var time = TimeSpan.FromSeconds(Values.Positive("--seconds", parsed.GetValue(seconds)!));
            var scenario = new ScenarioReader().ReadText(Simple, "bench.yaml")[0];
            var whole = new CorpusBenchmark(terminal, ScenarioFiles.Read([parsed.GetValue(corpus)!]));
            whole.Measure("reference");
            whole.Measure("reference", "reference:api");
            foreach (var subject in new[] { "reference:api", "reference" })
                Measure(terminal, new RunRequest { Scenario = scenario, Subject = subject }, time);
            return ExitCodes.Held;
        });
        return command;
    }

    private static void Measure(Terminal terminal, RunRequest request, TimeSpan time)
    {
        using var runner = new Runner(new RunnerOptions());
        WarmUp(runner, request);
        var (runs, simulated, wall) = Repeat(runner, request, time);
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{request.Subject,-14} {runs / wall.TotalSeconds,8:0} runs/s on one core; virtual time {simulated / wall:0} times as fast as the wall's"));
    }

    /// <summary>Runs until the JIT has compiled what is hot, for good: until a round in which it had next to nothing to do.</summary>
    private static void WarmUp(Runner runner, RunRequest request)
    {
        var clock = Stopwatch.StartNew();
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            Repeat(runner, request, WarmUpRound);
        }
        while (JitInfo.GetCompiledMethodCount() - compiled > FewMethods && clock.Elapsed < LongestWarmUp);
    }

    private static (int Runs, TimeSpan Simulated, TimeSpan Wall) Repeat(Runner runner, RunRequest request, TimeSpan time)
    {
        var simulated = TimeSpan.Zero;
        var runs = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            var result = runner.Run(request with { Seed = (ulong)runs });
            if (result.Verdict != Verdict.Held)
                throw new InvalidOperationException($"the benchmark's own scenario is {result.Verdict}: {string.Join("; ", result.Reasons)}");
            simulated += result.SimulatedTime;
            runs++;
        }

        return (runs, simulated, clock.Elapsed);
    }
}
