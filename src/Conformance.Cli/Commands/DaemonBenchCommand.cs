using System.CommandLine;

namespace Conformance.Cli.Commands;

/// <summary><c>bench daemon</c>: the fake daemon beside an HTTP server that does nothing, and beside a real daemon.</summary>
internal static class DaemonBenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var seconds = new Option<string>("--seconds") { Description = "Measured time for each thing asked, in each round.", DefaultValueFactory = _ => "0.2" };
        var command = new Command("daemon", "Prints how many requests a second the fake daemon answers beside an empty HTTP server, how long a container's life takes beside a real daemon, and what thousands of open answers take.") { seconds };
        command.SetAction(async (parsed, _) =>
        {
            var time = TimeSpan.FromSeconds(Values.Positive("--seconds", parsed.GetValue(seconds)!));
            await new RateBenchmark(terminal).Measure(time);
            await new LifeBenchmark(terminal).Measure();
            await new CrowdBenchmark(terminal).Measure();
            return ExitCodes.Held;
        });
        return command;
    }
}
