using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>What a network's create refuses, and the network that it makes.</summary>
internal static class NetworkRules
{
    private const int Forbidden = 403;
    private const string NotAManager =
        "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.";

    /// <summary>The network, not yet added; throws what the daemon says of a bad body.</summary>
    public static FakeNetwork Make(EngineCore core, NetworkBody body)
    {
        if (body.Name is "bridge" or "host" or "none" or "default")
            throw EngineErrors.Error(Forbidden, $"operation is not permitted on predefined {body.Name} network ");
        if (string.IsNullOrWhiteSpace(body.Name))
            throw EngineErrors.Internal("invalid name: " + body.Name);
        if (body.Scope == "swarm")
            throw EngineErrors.Error(Forbidden, "cannot create a swarm scoped network when swarm is not active");
        if (body.Scope is not ("" or "local") || body.Driver == "overlay")
            throw EngineErrors.Internal(NotAManager);
        if (body.Ingress)
            throw EngineErrors.Error(Forbidden, "Ingress network can only be global scope network");
        if (body.ConfigFrom is { Network.Length: > 0 } source && core.Host.Networks.Find(source.Network) is null)
            throw EngineErrors.Error(404, $"configuration network \"{source.Network}\" does not exist");
        if (body.IPAM is { Driver: not ("" or "default") and var addresses })
            throw EngineErrors.Error(404, $"plugin \"{addresses}\" not found");
        var driver = body.Driver.Length > 0 ? body.Driver : "bridge";
        var pool = driver switch
        {
            "bridge" or "macvlan" or "ipvlan" => PoolOf(core, body),
            "host" or "null" => throw EngineErrors.Error(Forbidden, $"only one instance of \"{driver}\" network is allowed"),
            _ => throw EngineErrors.Error(404, $"plugin \"{driver}\" not found"),
        };
        return new FakeNetwork
        {
            Id = Hex.Random(core.World),
            Name = body.Name,
            Created = core.World.Now,
            Driver = driver,
            Pool = pool,
            Body = body,
        };
    }

    private static AddressPool PoolOf(EngineCore core, NetworkBody body)
    {
        if (body.IPAM?.Config is not { Count: > 0 } ranges)
            return AddressPool.Defaults.First(IsFree);
        if (!AddressPool.TryRead(ranges[0], out var asked))
            throw EngineErrors.Internal($"Invalid subnet {ranges[0].Subnet} : invalid CIDR address: {ranges[0].Subnet}");
        if (!IsFree(asked))
            throw EngineErrors.Error(Forbidden, "Pool overlaps with other one on this address space");
        if (!asked.Contains(asked.Gateway))
            throw EngineErrors.Internal($"failed to allocate gateway ({AddressPool.Text(asked.Gateway)}): Requested address is out of range");
        return asked;

        bool IsFree(AddressPool pool) => core.Host.Networks.All.All(other => other.Pool?.Overlaps(pool) != true);
    }
}
