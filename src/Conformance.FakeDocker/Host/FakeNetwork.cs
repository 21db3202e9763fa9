using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>A network of the installation. It carries no traffic: it has members, and gives them addresses.</summary>
internal sealed class FakeNetwork
{
    /// <summary>64 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>Several may have one name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant Created { get; init; }

    /// <summary>bridge, host, null, ...</summary>
    public required string Driver { get; init; }

    /// <summary>Where members get addresses from; null where they get none.</summary>
    public AddressPool? Pool { get; init; }

    /// <summary>The host's address in it, as people write it; empty where members get none.</summary>
    public string Gateway => field ??= Pool is { } pool ? AddressPool.Text(pool.Gateway) : "";

    /// <summary>What was asked for.</summary>
    public NetworkBody Body { get; init; } = new();

    /// <summary>Of a new installation: it cannot be removed.</summary>
    public bool IsPredefined => Name is "bridge" or "host" or "none";

    /// <summary>The network of containers that ask for none.</summary>
    public static FakeNetwork DefaultBridge(string id, Instant created)
    {
        const string prefix = "com.docker.network.";
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [prefix + "bridge.default_bridge"] = "true",
            [prefix + "bridge.enable_icc"] = "true",
            [prefix + "bridge.enable_ip_masquerade"] = "true",
            [prefix + "bridge.host_binding_ipv4"] = "0.0.0.0",
            [prefix + "bridge.name"] = "docker0",
            [prefix + "driver.mtu"] = "1500",
        };
        return new FakeNetwork
        {
            Id = id,
            Name = "bridge",
            Created = created,
            Driver = "bridge",
            Pool = AddressPool.Defaults.First(),
            Body = new NetworkBody { Options = options },
        };
    }
}
