using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The records of one life of the agent: live ones; terminations of those that ended, kept for late waiters (bounded); and
/// ids whose destroy came before their launch.
/// </summary>
public sealed class ContainerTable
{
    private const int Kept = 1024;
    private readonly Dictionary<string, ContainerRecord> live = [];
    private readonly Dictionary<string, Termination> ended = [];
    private readonly Queue<string> endedOrder = new();
    private readonly HashSet<string> refused = [];
    private readonly Queue<string> refusedOrder = new();

    /// <summary>The live record of an id; null if there is none.</summary>
    public ContainerRecord? Find(string id) => live.GetValueOrDefault(id);

    /// <summary>The termination of an id that ended in this life; null if there is none (any more).</summary>
    public Termination? FindEnded(string id) => ended.GetValueOrDefault(id);

    /// <summary>Ids of the live records, in ordinal order.</summary>
    public IReadOnlyList<string> Ids
    {
        get
        {
            var ids = live.Keys.ToArray();
            Array.Sort(ids, StringComparer.Ordinal);
            return ids;
        }
    }

    /// <summary>Whether the id is live or ended.</summary>
    public bool Knows(string id) => live.ContainsKey(id) || ended.ContainsKey(id);

    /// <summary>Adds a record; its id must not be known.</summary>
    public void Add(ContainerRecord record) => live.Add(record.Id, record);

    /// <summary>Remembers a destroy that came before its launch.</summary>
    public void Refuse(string id)
    {
        if (refused.Add(id))
            Keep(refusedOrder, id, refused);
    }

    /// <summary>Whether the id was destroyed before it was launched.</summary>
    public bool IsRefused(string id) => refused.Contains(id);

    /// <summary>The record is over: tells its termination and keeps it.</summary>
    public void End(ContainerRecord record, Termination termination)
    {
        record.Advance(ContainerPhase.Gone);
        live.Remove(record.Id);
        if (ended.TryAdd(record.Id, termination))
        {
            endedOrder.Enqueue(record.Id);
            if (endedOrder.Count > Kept)
                ended.Remove(endedOrder.Dequeue());
        }

        record.Terminate(termination);
    }

    private static void Keep(Queue<string> order, string id, HashSet<string> set)
    {
        order.Enqueue(id);
        if (order.Count > Kept)
            set.Remove(order.Dequeue());
    }
}
