using Conformance.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Simulation;

public sealed class TimerHeapTests
{
    /// <summary>The law: whatever was added and removed, the first is the earliest, and at one time the one that was set first.</summary>
    [Test]
    public void It_gives_back_what_is_left_by_time_and_then_by_sequence() =>
        Prop.ForAll<(byte Time, byte Action)[]>(DrainsInOrder).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static bool DrainsInOrder((byte Time, byte Action)[] steps)
    {
        var heap = new TimerHeap();
        var world = Sim.World();
        var owner = world.Idle("owner");
        var model = new List<Node>();
        var sequence = 0;
        foreach (var (time, action) in steps)
        {
            if (action % 4 == 3 && model.Count > 0)
            {
                var removed = model[action % model.Count];
                model.Remove(removed);
                heap.Remove(removed);
                heap.Remove(removed);
            }
            else if (action == 1)
            {
                model.RemoveAll(node => node.Owner == owner);
                heap.RemoveOwnedBy(owner);
            }
            else
            {
                var node = new Node { At = time % 8, Sequence = sequence++, Owner = action % 2 == 0 ? owner : null };
                model.Add(node);
                heap.Add(node);
            }
        }

        var drained = new List<TimerNode>();
        while (heap.First is { } first)
        {
            drained.Add(first);
            heap.Remove(first);
        }

        return drained.SequenceEqual(model.OrderBy(node => node.At).ThenBy(node => node.Sequence))
            && drained.TrueForAll(node => node.Index == -1);
    }

    private sealed class Node : TimerNode
    {
        internal override void Fire()
        {
        }
    }
}
