namespace Conformance.FakeDocker;

/// <summary>The networks of an installation. Look-up order is the daemon's: full id, name, unique prefix of an id.</summary>
internal sealed class NetworkTable
{
    private readonly List<FakeNetwork> networks = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<FakeNetwork> All => networks;

    /// <summary>Adds one.</summary>
    public void Add(FakeNetwork network) => networks.Add(network);

    /// <summary>Removes one.</summary>
    public void Remove(FakeNetwork network) => networks.Remove(network);

    /// <summary>The network that a client means; null if there is none. Throws the daemon's 400 where several are meant.</summary>
    public FakeNetwork? Find(string asked)
    {
        if (networks.Find(network => network.Id == asked) is { } exact)
            return exact;
        return Only(network => network.Name == asked, "name") ?? (asked.Length == 0
            ? null
            : Only(network => network.Id.StartsWith(asked, StringComparison.Ordinal), "ID prefix"));

        FakeNetwork? Only(Predicate<FakeNetwork> isMeant, string by)
        {
            var first = networks.Find(isMeant);
            if (first is null || ReferenceEquals(first, networks.FindLast(isMeant)))
                return first;
            var count = networks.FindAll(isMeant).Count;
            throw EngineErrors.Bad(FormattableString.Invariant($"{count} matches found based on {by}: network {asked} is ambiguous"));
        }
    }
}
