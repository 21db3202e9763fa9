namespace Conformance.Simulation;

/// <summary>Something that the run loop does at a moment, in kernel mode.</summary>
internal abstract class TimerNode
{
    /// <summary>When, in nanoseconds of <see cref="World.Now"/>.</summary>
    internal long At;

    /// <summary>Breaks ties: what was scheduled first is done first.</summary>
    internal long Sequence;

    /// <summary>Place in the heap; -1 when not scheduled.</summary>
    internal int Index = -1;

    /// <summary>The process whose death cancels it; null for the world's own, such as messages on their way.</summary>
    internal SimProcess? Owner;

    /// <summary>Called with no current process.</summary>
    internal abstract void Fire();
}

/// <summary>
/// A binary heap ordered by (time, sequence). <see cref="PriorityQueue{TElement, TPriority}"/> cannot remove cheaply, and most
/// timers (limits of calls) are removed long before they are due.
/// </summary>
internal sealed class TimerHeap
{
    private TimerNode[] nodes = new TimerNode[32];

    internal int Count { get; private set; }

    internal TimerNode? First => Count == 0 ? null : nodes[0];

    internal void Add(TimerNode node)
    {
        if (Count == nodes.Length)
            Array.Resize(ref nodes, Count * 2);
        Rise(node, Count++);
    }

    internal void Remove(TimerNode node)
    {
        var index = node.Index;
        if (index < 0)
            return;
        node.Index = -1;
        var last = nodes[--Count];
        nodes[Count] = null!;
        if (ReferenceEquals(last, node))
            return;
        if (index > 0 && IsEarlier(last, nodes[(index - 1) / 2]))
            Rise(last, index);
        else
            Sink(last, index);
    }

    /// <summary>Drops every timer of a process, so that nothing it refers to stays reachable.</summary>
    internal void RemoveOwnedBy(SimProcess process)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var node = nodes[i];
            if (ReferenceEquals(node.Owner, process))
                node.Index = -1;
            else
                nodes[kept++] = node;
        }

        if (kept == Count)
            return;
        Array.Clear(nodes, kept, Count - kept);
        Count = kept;
        for (var i = 0; i < kept; i++)
            nodes[i].Index = i;
        for (var i = kept / 2 - 1; i >= 0; i--)
            Sink(nodes[i], i);
    }

    private void Rise(TimerNode node, int index)
    {
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (!IsEarlier(node, nodes[parent]))
                break;
            Put(nodes[parent], index);
            index = parent;
        }

        Put(node, index);
    }

    private void Sink(TimerNode node, int index)
    {
        while (true)
        {
            var child = index * 2 + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && IsEarlier(nodes[child + 1], nodes[child]))
                child++;
            if (!IsEarlier(nodes[child], node))
                break;
            Put(nodes[child], index);
            index = child;
        }

        Put(node, index);
    }

    private void Put(TimerNode node, int index)
    {
        nodes[index] = node;
        node.Index = index;
    }

    private static bool IsEarlier(TimerNode left, TimerNode right) =>
        left.At < right.At || (left.At == right.At && left.Sequence < right.Sequence);
}
