using System.Text.Json.Nodes;

namespace Conformance.Faults;

/// <summary>
/// The daemon does its work and its answer is changed on the way: what it says is not what is. The adapter in process changes
/// records, the proxy JSON; of a stream each item is changed.
/// </summary>
public abstract record ChangedReply : FaultEffect
{
    /// <summary>The record as the caller gets it.</summary>
    /// <param name="reply">As the daemon answers it.</param>
    /// <param name="nameOf">The scenario's name of a container by Docker id; null for one that is not of the scenario.</param>
    public abstract object Change(object reply, Func<string, string?> nameOf);

    /// <summary>The same with JSON, in place.</summary>
    public abstract void Change(JsonNode reply, Func<string, string?> nameOf);
}
