using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>A container's place in one network: what was asked for it, and while it runs what it got.</summary>
public sealed record EndpointSettings
{
    /// <summary>Addresses asked for; null for none.</summary>
    public EndpointAddresses? IPAMConfig { get; init; }

    /// <summary>Links to other containers; null for none.</summary>
    public IReadOnlyList<string>? Links { get; init; }

    /// <summary>Names in the network; null for none.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>Id of the network; empty before the first start.</summary>
    public string NetworkID { get; init => field = value ?? ""; } = "";

    /// <summary>Empty when the container does not run.</summary>
    public string EndpointID { get; init => field = value ?? ""; } = "";

    /// <summary>Empty when the container does not run.</summary>
    public string Gateway { get; init => field = value ?? ""; } = "";

    /// <summary>Empty when the container does not run.</summary>
    public string IPAddress { get; init => field = value ?? ""; } = "";

    /// <summary>0 when the container does not run.</summary>
    public int IPPrefixLen { get; init; }

    /// <summary>Empty.</summary>
    public string IPv6Gateway { get; init => field = value ?? ""; } = "";

    /// <summary>Empty.</summary>
    public string GlobalIPv6Address { get; init => field = value ?? ""; } = "";

    /// <summary>0.</summary>
    public int GlobalIPv6PrefixLen { get; init; }

    /// <summary>Empty when the container does not run.</summary>
    public string MacAddress { get; init => field = value ?? ""; } = "";

    /// <summary>Options of the driver; null for none.</summary>
    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }
}

/// <summary>Addresses that a container is to have.</summary>
/// <param name="IPv4Address">Such as <c>172.20.30.33</c>; null for any.</param>
/// <param name="IPv6Address">Null for none.</param>
/// <param name="LinkLocalIPs">Null for none.</param>
public sealed record EndpointAddresses(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IPv4Address = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IPv6Address = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? LinkLocalIPs = null);
