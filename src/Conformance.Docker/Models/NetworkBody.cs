namespace Conformance.Docker;

/// <summary>Body of a network's create.</summary>
public sealed record NetworkBody
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Refuse a name that is taken.</summary>
    public bool CheckDuplicate { get; init; }

    /// <summary>Empty for bridge.</summary>
    public string Driver { get; init => field = value ?? ""; } = "";

    /// <summary>Empty for local.</summary>
    public string Scope { get; init => field = value ?? ""; } = "";

    /// <summary>No way out of it.</summary>
    public bool Internal { get; init; }

    /// <summary>Of a swarm: containers may join.</summary>
    public bool Attachable { get; init; }

    /// <summary>Of a swarm: its load balancer's.</summary>
    public bool Ingress { get; init; }

    /// <summary>A configuration only.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>Another that it takes its configuration from; null for none.</summary>
    public NetworkSource? ConfigFrom { get; init; }

    /// <summary>With addresses of version 6 too.</summary>
    public bool EnableIPv6 { get; init; }

    /// <summary>Its addresses; null lets the daemon choose.</summary>
    public NetworkAddresses? IPAM { get; init; }

    /// <summary>Of its driver.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <summary>Answer of a network's create.</summary>
/// <param name="Id">64 hex digits.</param>
/// <param name="Warning">Empty for none.</param>
public sealed record NetworkCreated(string Id, string Warning);

/// <summary>Body of connect and disconnect.</summary>
/// <param name="Container">Name, id or unique prefix of an id.</param>
/// <param name="EndpointConfig">How it is connected; null for nothing special.</param>
/// <param name="Force">Disconnect whatever the driver says.</param>
public sealed record NetworkMembership(string Container = "", EndpointSettings? EndpointConfig = null, bool Force = false);

/// <summary>Where a container is connected at its creation.</summary>
/// <param name="EndpointsConfig">By name of the network.</param>
public sealed record NetworkingConfig(IReadOnlyDictionary<string, EndpointSettings>? EndpointsConfig = null);
