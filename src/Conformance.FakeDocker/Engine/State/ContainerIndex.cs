using System.Diagnostics.CodeAnalysis;

namespace Conformance.FakeDocker;

/// <summary>
/// The containers of one life of the daemon, by id and name. Look-up order is the daemon's: full id, exact name, unique
/// prefix of an id. A name is taken from the moment it is reserved, before its container exists.
/// </summary>
internal sealed class ContainerIndex
{
    private readonly Dictionary<string, FakeContainer> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> ownerOfName = new(StringComparer.Ordinal);
    private readonly List<FakeContainer> inOrder = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<FakeContainer> All => inOrder;

    /// <summary>Names that are reserved for containers that do not exist, in ordinal order.</summary>
    public IReadOnlyList<string> TakenNames =>
        [.. ownerOfName.Where(pair => !byId.ContainsKey(pair.Value)).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    /// <summary>Adds a container whose name is reserved.</summary>
    public void Add(FakeContainer container)
    {
        byId.Add(container.Id, container);
        inOrder.Add(container);
        ownerOfName[container.Record.Name] = container.Id;
    }

    /// <summary>Removes it and frees its name.</summary>
    public void Remove(FakeContainer container)
    {
        if (!byId.Remove(container.Id))
            return;
        inOrder.Remove(container);
        Release(container.Record.Name);
    }

    /// <summary>Takes a name for an id; false, with its owner, if it is taken.</summary>
    public bool TryReserve(string name, string id, [NotNullWhen(false)] out string? owner) =>
        !ownerOfName.TryGetValue(name, out owner) && ownerOfName.TryAdd(name, id);

    /// <summary>Frees a name.</summary>
    public void Release(string name) => ownerOfName.Remove(name);

    /// <summary>The container that a client means; throws the daemon's 404, or 500 for an ambiguous prefix.</summary>
    public FakeContainer Find(string asked) => TryFind(asked) ?? throw EngineErrors.NoSuchContainer(asked);

    /// <summary>The container that a client means, or null; throws for an ambiguous prefix.</summary>
    public FakeContainer? TryFind(string asked)
    {
        if (asked.Length == 0)
            return null;
        if (byId.TryGetValue(asked, out var found))
            return found;
        var name = asked[0] == '/' ? asked[1..] : asked;
        if (ownerOfName.TryGetValue(name, out var id) && byId.TryGetValue(id, out found))
            return found;
        foreach (var container in inOrder)
        {
            if (!container.Id.StartsWith(asked, StringComparison.Ordinal))
                continue;
            if (found is not null)
                throw EngineErrors.AmbiguousPrefix(asked);
            found = container;
        }

        return found;
    }
}
