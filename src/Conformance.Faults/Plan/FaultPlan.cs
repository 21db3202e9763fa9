using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>
/// All faults of one run. The adapters tell it of every edge (<see cref="Reach"/>) and carry out what it answers; steps and
/// <c>hold</c> wait for edges with <see cref="Reached"/>. Counting is under a lock, because the proxy tells of edges from
/// several threads; actions run outside it, on the caller's.
/// </summary>
/// <param name="rules">In file order. Where several act at one edge, they act in this order and the first effect other than to proceed is the one carried out.</param>
/// <param name="host">What actions work with.</param>
/// <param name="history">Gets a <see cref="FaultFired"/> for each action, before it acts.</param>
public sealed class FaultPlan(IReadOnlyList<FaultRule> rules, IFaultHost host, History history)
{
    private static readonly Task<FaultEffect> ProceedAtOnce = Task.FromResult(FaultEffect.Proceed);

    private readonly Lock gate = new();
    private readonly List<Entry> entries = [.. rules.Select(rule => new Entry(rule))];
    private readonly Dictionary<Edge, int> passed = [];
    private readonly List<Waiter> waiters = [];
    private Completion<bool>? healed;
    private bool isHealed;

    /// <summary>Rules that have not acted, nor any other of their personality: a scenario with one has not shown what it was written for.</summary>
    public IReadOnlyList<FaultRule> Unfired
    {
        get
        {
            lock (gate)
                return [.. entries.Where(entry => !HasShown(entry)).Select(entry => entry.Rule)];
        }
    }

    /// <summary>Whether any rule has acted.</summary>
    public bool HasFired
    {
        get
        {
            lock (gate)
                return entries.Exists(entry => entry.HasFired);
        }
    }

    /// <summary>What actions and adapters work with.</summary>
    public IFaultHost Host => host;

    /// <summary>Completes with <see cref="Heal"/>.</summary>
    public Task Healed
    {
        get
        {
            lock (gate)
                return isHealed ? Task.CompletedTask : (healed ??= host.Completion<bool>()).Task;
        }
    }

    /// <summary>One more rule, after all others. What has been reached before it does not count for it.</summary>
    public void Add(FaultRule rule)
    {
        lock (gate)
            entries.Add(new Entry(rule));
    }

    /// <summary>The end of all faults: from now on no rule acts, and whoever waits for an edge goes on.</summary>
    public void Heal()
    {
        List<Waiter> woken;
        lock (gate)
        {
            isHealed = true;
            woken = [.. waiters];
            waiters.Clear();
        }

        foreach (var waiter in woken)
            waiter.Done.TrySet(true);
        healed?.TrySet(true);
    }

    /// <summary>
    /// An edge was reached: wakes who waits for it, then lets the faults act. Completes when they have acted, which for a
    /// hold may be never; its answer says how the operation goes on.
    /// </summary>
    public Task<FaultEffect> Reach(Edge edge)
    {
        List<(int Number, FaultAction Action)>? acting = null;
        List<Waiter>? woken = null;
        lock (gate)
        {
            passed[edge] = passed.GetValueOrDefault(edge) + 1;
            for (var index = 0; index < entries.Count && !isHealed; index++)
            {
                var entry = entries[index];
                if (!entry.Rule.Trigger.Matches(edge) || !entry.Rule.Trigger.Counts(++entry.Occurrences))
                    continue;
                entry.HasFired = true;
                (acting ??= []).Add((index + 1, entry.Rule.Action));
            }

            for (var index = waiters.Count - 1; index >= 0; index--)
            {
                if (!waiters[index].Trigger.Matches(edge) || --waiters[index].Missing > 0)
                    continue;
                (woken ??= []).Insert(0, waiters[index]);
                waiters.RemoveAt(index);
            }
        }

        foreach (var waiter in woken ?? [])
            waiter.Done.TrySet(true);
        return acting is null ? ProceedAtOnce : Act(edge, acting);
    }

    /// <summary>
    /// Completes when the trigger's nth matching edge has been reached, at once if it was before. <see cref="Trigger.Times"/>
    /// plays no part.
    /// </summary>
    public Task Reached(Trigger trigger)
    {
        lock (gate)
        {
            var missing = trigger.Nth - passed.Sum(edge => trigger.Matches(edge.Key) ? edge.Value : 0);
            if (missing <= 0)
                return Task.CompletedTask;
            var waiter = new Waiter(trigger, host.Completion<bool>()) { Missing = missing };
            waiters.Add(waiter);
            return waiter.Done.Task;
        }
    }

    private bool HasShown(Entry entry) => entry.HasFired
        || (entry.Rule.Personality is { } name && entries.Exists(other => other.HasFired && string.Equals(other.Rule.Personality, name, StringComparison.Ordinal)));

    private async Task<FaultEffect> Act(Edge edge, List<(int Number, FaultAction Action)> acting)
    {
        var effect = FaultEffect.Proceed;
        foreach (var (number, action) in acting)
        {
            history.Add("faults", new FaultFired(number, edge, action));
            var next = await action.Perform(edge, host, this);
            // A hold or delay only says that a client who has gone leaves no trace; what comes after it may say more.
            if (effect == FaultEffect.Proceed || (effect == FaultEffect.ProceedUnlessGone && next != FaultEffect.Proceed))
                effect = next;
        }

        return effect;
    }

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public int Occurrences { get; set; }

        public bool HasFired { get; set; }
    }

    private sealed class Waiter(Trigger trigger, Completion<bool> done)
    {
        public Trigger Trigger { get; } = trigger;

        public Completion<bool> Done { get; } = done;

        public int Missing { get; set; }
    }
}
