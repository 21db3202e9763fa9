using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

/// <summary>Small worlds for tests.</summary>
internal static class Sim
{
    internal static Instant Never => new(long.MaxValue);

    internal static World World(ulong seed = 1) => new(seed, Instant.From(new DateTimeOffset(2014, 9, 1, 0, 0, 0, TimeSpan.Zero)));

    /// <summary>A process that does the work and exits with 0.</summary>
    internal static SimProcess Do(this World world, string name, Func<Task> work) => world.Start(name, async _ =>
    {
        await work();
        return 0;
    });

    /// <summary>A process that waits for ever, to be called.</summary>
    internal static SimProcess Idle(this World world, string name) =>
        world.Start(name, async _ => await new TaskCompletionSource<int>().Task);

    internal static WorldOutcome RunAll(this World world) => world.Run(static () => false, Never);

    /// <summary>Runs one process's work to its end and fails with its failure.</summary>
    internal static void RunAs(this World world, Func<Task> work)
    {
        var process = world.Do("test", work);
        var outcome = world.Run(() => !process.IsAlive, Never);
        if (process.Failure is { } failure)
            Assert.Fail(failure.ToString());
        Assert.That(outcome, Is.EqualTo(new WorldOutcome(WorldEnd.Finished)));
    }

    internal static IEnumerable<string> Lines(this World world) =>
        world.History.Events.Select(line => $"{line.Actor} {line.Data.Kind} {line.Data.Describe()}");

    internal static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
