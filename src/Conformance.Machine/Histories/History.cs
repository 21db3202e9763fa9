namespace Conformance.Machine;

/// <summary>
/// The ordered record of one run: every layer writes one line per happening and nobody changes a line.
/// Safe for several threads (the wall-clock backends write from the proxy's); a simulation uses one.
/// </summary>
public sealed class History(Func<Instant> now)
{
    private const ulong FnvPrime = 1099511628211;
    private readonly Lock gate = new();
    private readonly List<HistoryEvent> events = [];
    private ulong hash = 14695981039346656037;

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
                return events.Count;
        }
    }

    /// <summary>A rolling 64-bit hash (FNV-1a) over time, actor, kind, container and words of every line.</summary>
    public ulong Hash
    {
        get
        {
            lock (gate)
                return hash;
        }
    }

    /// <summary>Adds a line with the present time.</summary>
    public HistoryEvent Add(string actor, EventData data)
    {
        HistoryEvent line;
        lock (gate)
        {
            line = new HistoryEvent(events.Count, now(), actor, data);
            events.Add(line);
            Mix(unchecked((ulong)line.Time.Nanoseconds));
            Mix(actor);
            Mix(data.Kind);
            Mix(data.Container ?? "");
            Mix(data.Describe());
        }

        Added?.Invoke(line);
        return line;
    }

    private void Mix(ulong value) => hash = unchecked((hash ^ value) * FnvPrime);

    private void Mix(string text)
    {
        foreach (var character in text)
            hash = unchecked((hash ^ character) * FnvPrime);
        Mix(0xFFFFUL);
    }
}
