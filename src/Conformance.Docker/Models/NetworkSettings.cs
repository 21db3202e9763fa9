namespace Conformance.Docker;

/// <summary>Where a container is in its networks. The single values repeat those of the network <c>bridge</c>.</summary>
public sealed record NetworkSettings
{
    /// <summary>Always empty.</summary>
    public string Bridge { get; init => field = value ?? ""; } = "";

    /// <summary>Its network namespace; empty when it has none.</summary>
    public string SandboxID { get; init => field = value ?? ""; } = "";

    /// <summary>Always false.</summary>
    public bool HairpinMode { get; init; }

    /// <summary>Empty.</summary>
    public string LinkLocalIPv6Address { get; init => field = value ?? ""; } = "";

    /// <summary>0.</summary>
    public int LinkLocalIPv6PrefixLen { get; init; }

    /// <summary>Ports and where the host has them; null for one that is not published.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?> Ports { get; init => field = value ?? NoPorts; } = NoPorts;

    /// <summary>Path of its namespace; empty when it has none.</summary>
    public string SandboxKey { get; init => field = value ?? ""; } = "";

    /// <summary>Null.</summary>
    public IReadOnlyList<EmptyObject>? SecondaryIPAddresses { get; init; }

    /// <summary>Null.</summary>
    public IReadOnlyList<EmptyObject>? SecondaryIPv6Addresses { get; init; }

    /// <summary>On <c>bridge</c>.</summary>
    public string EndpointID { get; init => field = value ?? ""; } = "";

    /// <summary>Of <c>bridge</c>.</summary>
    public string Gateway { get; init => field = value ?? ""; } = "";

    /// <summary>Empty.</summary>
    public string GlobalIPv6Address { get; init => field = value ?? ""; } = "";

    /// <summary>0.</summary>
    public int GlobalIPv6PrefixLen { get; init; }

    /// <summary>On <c>bridge</c>.</summary>
    public string IPAddress { get; init => field = value ?? ""; } = "";

    /// <summary>Of <c>bridge</c>.</summary>
    public int IPPrefixLen { get; init; }

    /// <summary>Empty.</summary>
    public string IPv6Gateway { get; init => field = value ?? ""; } = "";

    /// <summary>On <c>bridge</c>.</summary>
    public string MacAddress { get; init => field = value ?? ""; } = "";

    /// <summary>Its networks by name.</summary>
    public IReadOnlyDictionary<string, EndpointSettings> Networks { get; init => field = value ?? NoNetworks; } = NoNetworks;

    private static readonly SortedDictionary<string, IReadOnlyList<PortBinding>?> NoPorts = [];
    private static readonly SortedDictionary<string, EndpointSettings> NoNetworks = [];
}
