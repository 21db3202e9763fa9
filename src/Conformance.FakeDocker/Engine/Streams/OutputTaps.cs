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

    /// <summary>The program has written to stream 1 or 2; completes when everybody has room for more.</summary>
    public Task Offer(int stream, ReadOnlyMemory<byte> bytes)
    {
        List<Task>? full = null;
        foreach (var tap in taps)
        {
            var taken = tap.Offer(stream, bytes);
            if (!taken.IsCompleted)
                (full ??= []).Add(taken);
        }

        return full is null ? Task.CompletedTask : Task.WhenAll(full);
    }

    /// <summary>The program has ended, or was never started: nobody listens any more.</summary>
    public void EndAll()
    {
        foreach (var tap in taps)
            tap.End();
        taps.Clear();
    }
}
