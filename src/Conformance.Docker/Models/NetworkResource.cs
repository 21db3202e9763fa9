using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>A network as inspect and list have it; a list leaves the containers out.</summary>
public sealed record NetworkResource
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>64 hex digits.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>RFC 3339.</summary>
    public string Created { get; init => field = value ?? ""; } = "";

    /// <summary>local, or swarm.</summary>
    public string Scope { get; init => field = value ?? "local"; } = "local";

    /// <summary>bridge, host, null, ...</summary>
    public string Driver { get; init => field = value ?? ""; } = "";

    /// <summary>With addresses of version 6 too.</summary>
    public bool EnableIPv6 { get; init; }

    /// <summary>Its addresses.</summary>
    public NetworkAddresses IPAM { get; init => field = value ?? new(); } = new();

    /// <summary>No way out of it.</summary>
    public bool Internal { get; init; }

    /// <summary>Of a swarm: containers may join.</summary>
    public bool Attachable { get; init; }

    /// <summary>Of a swarm: its load balancer's.</summary>
    public bool Ingress { get; init; }

    /// <summary>Another that it takes its configuration from.</summary>
    public NetworkSource ConfigFrom { get; init => field = value ?? new(); } = new();

    /// <summary>A configuration only.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>Running containers on it, by id.</summary>
    public IReadOnlyDictionary<string, NetworkMember> Containers { get; init => field = value ?? NoMembers; } = NoMembers;

    /// <summary>Of its driver.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    private static readonly SortedDictionary<string, NetworkMember> NoMembers = [];
}

/// <summary>Another network.</summary>
/// <param name="Network">Its name; empty for none.</param>
public sealed record NetworkSource(string Network = "");

/// <summary>Addresses of a network.</summary>
public sealed record NetworkAddresses
{
    /// <summary>Who gives them out.</summary>
    public string Driver { get; init => field = value ?? "default"; } = "default";

    /// <summary>Of that driver; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>Ranges; null when none was given.</summary>
    public IReadOnlyList<AddressRange>? Config { get; init; }
}

/// <summary>A range of addresses.</summary>
/// <param name="Subnet">Such as <c>172.18.0.0/16</c>.</param>
/// <param name="IPRange">Part of it that is given out.</param>
/// <param name="Gateway">Of the host.</param>
/// <param name="AuxiliaryAddresses">Taken ones.</param>
public sealed record AddressRange(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subnet = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IPRange = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Gateway = null,
    [property: JsonPropertyName("AuxiliaryAddresses"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? AuxiliaryAddresses = null);

/// <summary>A running container on a network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EndpointID">64 hex digits.</param>
/// <param name="MacAddress">Empty where the driver has none.</param>
/// <param name="IPv4Address">With the length of its prefix.</param>
/// <param name="IPv6Address">Empty for none.</param>
public sealed record NetworkMember(string Name, string EndpointID, string MacAddress, string IPv4Address, string IPv6Address);
