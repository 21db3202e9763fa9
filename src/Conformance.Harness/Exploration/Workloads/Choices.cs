using Conformance.Simulation;

namespace Conformance.Harness.Exploration;

/// <summary>Random decisions that depend on nothing but a seed. Not safe for several threads.</summary>
internal sealed class Choices(ulong seed)
{
    private readonly WorldRandom random = new(seed);

    /// <summary>True so many times of a hundred.</summary>
    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>A number between two, both included.</summary>
    public int Between(int least, int most) => random.Next(least, most + 1);

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>So many lots of the same making.</summary>
    public List<T> Many<T>(int least, int most, Func<T> make)
    {
        var items = new List<T>();
        for (var count = Between(least, most); items.Count < count;)
            items.Add(make());
        return items;
    }

    /// <summary>
    /// A duration between two, both included; small ones are as likely as large ones (of 1 s to 100 s half are below 10 s), and
    /// it has few digits, as a person writes it.
    /// </summary>
    public TimeSpan Time(TimeSpan least, TimeSpan most)
    {
        var milliseconds = least.TotalMilliseconds * Math.Pow(most / least, random.NextDouble());
        var step = milliseconds < 100 ? 1 : milliseconds < 1000 ? 10 : milliseconds < 10_000 ? 100 : 1000;
        return TimeSpan.FromMilliseconds(Math.Max(1, Math.Round(milliseconds / step)) * step);
    }

    /// <summary>A duration of so many seconds.</summary>
    public TimeSpan Seconds(double least, double most) => Time(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));
}
