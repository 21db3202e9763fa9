namespace Conformance.Simulation;

/// <summary>The road between a caller and a callee: messages in one direction arrive in the order in which they were sent.</summary>
internal sealed class Link(SimProcess callee)
{
    private long requestsUntil;
    private long repliesUntil;

    internal SimProcess Callee => callee;

    internal static Link Between(SimProcess caller, SimProcess callee)
    {
        var links = caller.Links;
        foreach (var link in links)
        {
            if (ReferenceEquals(link.Callee, callee))
                return link;
        }

        links.RemoveAll(static link => !link.Callee.IsAlive);
        var added = new Link(callee);
        links.Add(added);
        return added;
    }

    internal void SendRequest(World world, TimerNode message) => Send(world, message, ref requestsUntil);

    internal void SendReply(World world, TimerNode message) => Send(world, message, ref repliesUntil);

    private static void Send(World world, TimerNode message, ref long until)
    {
        var at = world.Now + world.Latency();
        until = Math.Max(until, at.Nanoseconds);
        world.Schedule(message, new Machine.Instant(until));
    }
}
