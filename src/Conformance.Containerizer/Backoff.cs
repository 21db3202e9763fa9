using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>Pauses between tries: the first as given, doubled up to 16 times of it, each with up to a quarter of jitter.</summary>
/// <param name="machine">Clock and randomness.</param>
/// <param name="first">First pause.</param>
public sealed class Backoff(IMachine machine, TimeSpan first)
{
    private const int LongestFactor = 16;
    private const double Jitter = 0.25;
    private int factor = 1;

    /// <summary>Waits the next pause.</summary>
    public Task Pause() => Task.Delay(Next(), machine.Time);

    /// <summary>Waits the next pause, or until the container is to be killed.</summary>
    public async Task Pause(ContainerRecord record)
    {
        if (!record.IsKillRequested)
            await Task.WhenAny(Pause(), record.Killed);
        else
            await Pause();
    }

    private TimeSpan Next()
    {
        var pause = first * factor * (1 + Jitter * machine.NextRandom());
        factor = Math.Min(factor * 2, LongestFactor);
        return pause;
    }
}
