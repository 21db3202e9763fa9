using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>list, inspect, create, rm and prune of networks.</summary>
internal sealed class NetworkOperations(EngineCore core)
{
    private static readonly string[] FilterKeys = ["dangling", "driver", "id", "label", "name", "scope", "type"];

    /// <summary>200; newest last. 400 for a filter that there is not.</summary>
    public Task<IReadOnlyList<NetworkResource>> List(ListNetworks operation)
    {
        var filters = operation.Filters ?? EngineFilters.None;
        foreach (var key in filters.Values.Keys)
        {
            if (Array.IndexOf(FilterKeys, key) < 0)
                throw EngineErrors.InvalidFilter(key);
        }

        if (filters.Values.GetValueOrDefault("type")?.FirstOrDefault(word => word is not ("builtin" or "custom")) is { } type)
            throw EngineErrors.Internal($"invalid filter: 'type'='{type}'");
        if (filters.Values.GetValueOrDefault("dangling") is { Count: > 0 } words && words is not (["true" or "1" or "false" or "0"]))
            throw EngineErrors.Bad("invalid value for filter 'dangling', must be \"true\" (or \"1\"), or \"false\" (or \"0\")");
        IReadOnlyList<NetworkResource> found = [.. core.Host.Networks.All.Where(network => Accepts(filters, network)).Select(network =>
            operation.WithMembers ? WithMembers(network) : NetworkRendering.Of(network))];
        return Task.FromResult(found);
    }

    /// <summary>200, 404.</summary>
    public Task<NetworkResource> Inspect(InspectNetwork operation)
    {
        if (operation.Scope is not (null or "local"))
            throw EngineErrors.NoSuchNetwork(operation.Network);
        var network = Find(operation.Network);
        return Task.FromResult(WithMembers(network));
    }

    /// <summary>201; 403, 404, 409 or 500 for what cannot be.</summary>
    public Task<NetworkCreated> Create(CreateNetwork operation)
    {
        var body = operation.Body;
        var network = NetworkRules.Make(core, body);
        var warning = "";
        if (core.Host.Networks.All.FirstOrDefault(other => other.Name == body.Name) is { } taken)
        {
            if (body.CheckDuplicate)
                throw EngineErrors.Conflict($"network with name {body.Name} already exists");
            warning = $"Network with name {body.Name} (id : {taken.Id}) already exists";
        }

        core.Host.Networks.Add(network);
        core.Events.Network("create", network);
        return Task.FromResult(new NetworkCreated(network.Id, warning));
    }

    /// <summary>204, 404; 403 for a predefined one and one that is in use.</summary>
    public Task<Nothing> Remove(RemoveNetwork operation)
    {
        var network = Find(operation.Network);
        if (network.IsPredefined)
            throw EngineErrors.Error(403, $"{network.Name} is a pre-defined network and cannot be removed");
        if (NetworkRendering.Members(core, network).Count > 0)
            throw EngineErrors.Error(403, $"error while removing network: network {network.Name} id {network.Id} has active endpoints");
        Forget(network);
        return Task.FromResult(new Nothing());
    }

    /// <summary>200.</summary>
    public Task<PrunedNetworks> Prune(PruneNetworks operation)
    {
        var filter = new PruneFilter(operation.Filters, core.World.Now, "until");
        List<string> names = [];
        foreach (var network in core.Host.Networks.All.ToArray())
        {
            if (network.IsPredefined || NetworkRendering.Members(core, network).Count > 0 || !filter.Accepts(network.Body.Labels, network.Created))
                continue;
            Forget(network);
            names.Add(network.Name);
        }

        core.Events.Prune("network", 0);
        return Task.FromResult(new PrunedNetworks(names.Count > 0 ? names : null));
    }

    private void Forget(FakeNetwork network)
    {
        core.Host.Networks.Remove(network);
        core.Events.Network("destroy", network);
    }

    private FakeNetwork Find(string asked) => core.Host.Networks.Find(asked) ?? throw EngineErrors.NoSuchNetwork(asked);

    private bool Accepts(EngineFilters filters, FakeNetwork network)
    {
        foreach (var (key, words) in filters.Values)
        {
            if (words.Count > 0 && !Accepts(network, key, words))
                return false;
        }

        return true;
    }

    private bool Accepts(FakeNetwork network, string key, IReadOnlyList<string> words) => key switch
    {
        "name" => words.Any(word => new NamePattern(word).IsMatch(network.Name)),
        "id" => words.Any(word => network.Id.StartsWith(word, StringComparison.Ordinal)),
        "driver" => words.Contains(network.Driver),
        "scope" => words.Contains("local"),
        "label" => LabelFilter.Accepts(words, network.Body.Labels),
        "type" => words.Contains(network.IsPredefined ? "builtin" : "custom"),
        _ => words is ["true" or "1"] == (!network.IsPredefined && NetworkRendering.Members(core, network).Count == 0),
    };

    private NetworkResource WithMembers(FakeNetwork network) => NetworkRendering.Of(network) with { Containers = NetworkRendering.Members(core, network) };
}
