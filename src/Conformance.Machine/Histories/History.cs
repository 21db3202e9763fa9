namespace Conformance.Machine;

/// <summary>
/// The ordered record of one run: every layer writes one line per happening and nobody changes a line.
/// Safe for several threads (the wall-clock backends write from the proxy's); a simulation uses one.
/// </summary>
/// <param name="now">The clock.</param>
/// <param name="keeps">False to keep no line: they are only told to <see cref="History.Added"/>, by somebody who runs for long.</param>
public sealed class History(Func<Instant> now, bool keeps = true)
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;
    private readonly Lock gate = new();
    private readonly List<HistoryEvent> events = [];
    private int count;

    /// <summary>Called after each line was added, on the writer's thread, outside the lock.</summary>
    public event Action<HistoryEvent>? Added;

    /// <summary>A copy of the lines so far.</summary>
    public IReadOnlyList<HistoryEvent> Events
    {
        get
        {
            lock (gate)
                return [.. events];
        }
    }

    /// <summary>Number of lines.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return count;
        }
    }

    /// <summary>The hash of the lines so far; see <see cref="HashOf"/>.</summary>
    public ulong Hash => HashOf(Events);

    /// <summary>Adds a line with the present time.</summary>
    public HistoryEvent Add(string actor, EventData data)
    {
        HistoryEvent line;
        lock (gate)
        {
            line = new HistoryEvent(count++, now(), actor, data);
            if (keeps)
                events.Add(line);
        }

        Added?.Invoke(line);
        return line;
    }

    /// <summary>
    /// A 64-bit hash (FNV-1a) over time, actor, kind, container and words of every line. Computed when asked: most runs are
    /// judged without their words.
    /// </summary>
    public static ulong HashOf(IReadOnlyList<HistoryEvent> lines)
    {
        var hash = FnvOffset;
        foreach (var line in lines)
        {
            hash = Mix(hash, unchecked((ulong)line.Time.Nanoseconds));
            hash = Mix(hash, line.Actor);
            hash = Mix(hash, line.Data.Kind);
            hash = Mix(hash, line.Data.Container ?? "");
            hash = Mix(hash, line.Data.Describe());
        }

        return hash;
    }

    private static ulong Mix(ulong hash, ulong value) => unchecked((hash ^ value) * FnvPrime);

    private static ulong Mix(ulong hash, string text)
    {
        foreach (var character in text)
            hash = Mix(hash, character);
        return Mix(hash, 0xFFFFUL);
    }
}
