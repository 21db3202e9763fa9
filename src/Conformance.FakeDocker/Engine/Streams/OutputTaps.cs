namespace Conformance.FakeDocker;

/// <summary>Who listens to a program now.</summary>
internal sealed class OutputTaps
{
    private readonly List<OutputTap> taps = [];

    /// <summary>One more listens.</summary>
    public void Add(OutputTap tap)
    {
        taps.RemoveAll(static old => old.HasEnded);
        taps.Add(tap);
    }

    /// <summary>The program has written to stream 1 or 2.</summary>
    public void Offer(int stream, ReadOnlyMemory<byte> bytes)
    {
        foreach (var tap in taps)
            tap.Offer(stream, bytes);
    }

    /// <summary>The program has ended, or was never started: nobody listens any more.</summary>
    public void EndAll()
    {
        foreach (var tap in taps)
            tap.End();
        taps.Clear();
    }
}
