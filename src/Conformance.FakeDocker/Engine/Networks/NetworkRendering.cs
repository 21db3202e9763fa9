using System.Globalization;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Networks, and containers in them, as clients see them.</summary>
internal static class NetworkRendering
{
    private static readonly SortedDictionary<string, string> Empty = [];
    private static readonly SortedDictionary<string, IReadOnlyList<PortBinding>?> NoPorts = [];

    /// <summary>A network without its members.</summary>
    public static NetworkResource Of(FakeNetwork network) => new()
    {
        Name = network.Name,
        Id = network.Id,
        Created = DockerTime.Text(network.Created),
        Driver = network.Driver,
        EnableIPv6 = network.Body.EnableIPv6,
        IPAM = Addresses(network),
        Internal = network.Body.Internal,
        Attachable = network.Body.Attachable,
        Ingress = network.Body.Ingress,
        ConfigOnly = network.Body.ConfigOnly,
        ConfigFrom = network.Body.ConfigFrom ?? new NetworkSource(),
        Options = network.Body.Options ?? Empty,
        Labels = network.Body.Labels ?? Empty,
    };

    /// <summary>Running containers on a network, by id.</summary>
    public static SortedDictionary<string, NetworkMember> Members(EngineCore core, FakeNetwork network)
    {
        var members = new SortedDictionary<string, NetworkMember>(StringComparer.Ordinal);
        foreach (var record in core.Host.Records)
        {
            if (!IsUp(record) || record.EndpointAt(network.Id) is not { } place)
                continue;
            var address = place.Address is not null && network.Pool is { } pool
                ? string.Create(CultureInfo.InvariantCulture, $"{place.AddressText}/{pool.PrefixLength}")
                : "";
            members[record.Id] = new NetworkMember(record.Name, place.EndpointId, place.HardwareAddress, address, "");
        }

        return members;
    }

    /// <summary>Where a container is in its networks.</summary>
    public static NetworkSettings Settings(EngineCore core, ContainerRecord record)
    {
        var networks = Places(core, record, withNames: true);
        var bridge = networks.GetValueOrDefault("bridge") ?? new EndpointSettings();
        var sandbox = record.HostConfig.NetworkMode.StartsWith("container:", StringComparison.Ordinal) ? "" : record.SandboxId;
        return new NetworkSettings
        {
            SandboxID = sandbox,
            SandboxKey = sandbox.Length == 0 ? "" : "/var/run/docker/netns/" + (record.HostConfig.NetworkMode == "host" ? "default" : sandbox[..12]),
            Ports = Ports(record),
            EndpointID = bridge.EndpointID,
            Gateway = bridge.Gateway,
            IPAddress = bridge.IPAddress,
            IPPrefixLen = bridge.IPPrefixLen,
            MacAddress = bridge.MacAddress,
            Networks = networks,
        };
    }

    /// <summary>A container's ports and where the host has them; none of one that does not run.</summary>
    public static SortedDictionary<string, IReadOnlyList<PortBinding>?> Ports(ContainerRecord record) => IsUp(record) ? Published(record) : NoPorts;

    /// <summary>A container's places by the names of its networks, in their order.</summary>
    /// <param name="core">The engine.</param>
    /// <param name="record">The container.</param>
    /// <param name="withNames">With its names in them, which a list leaves out.</param>
    public static NetworkPlaces Places(EngineCore core, ContainerRecord record, bool withNames)
    {
        var places = new NetworkPlaces(record.Endpoints.Count);
        foreach (var place in record.Endpoints)
        {
            var isShown = IsUp(record) || (!withNames && record.IsFailureUnlisted);
            var shown = Place(core.Host.Networks.Find(place.Wanted), isShown, place);
            places[place.Network] = withNames ? shown with { Links = place.Asked.Links, Aliases = Aliases(record, place) } : shown;
        }

        return places;
    }

    /// <summary>On a network that a user made, a container that was there, or was connected to it, has its short id and its host's name for names too.</summary>
    private static IReadOnlyList<string>? Aliases(ContainerRecord record, NetworkEndpoint place) =>
        (place.NetworkId.Length == 0 && !place.WasConnected) || place.Network is "bridge" or "host" or "none"
            ? place.Asked.Aliases
            : [.. (place.Asked.Aliases ?? []).Append(record.Id[..12]).Append(record.Config.Hostname).Distinct()];

    private static EndpointSettings Place(FakeNetwork? network, bool isShown, NetworkEndpoint place)
    {
        var isUp = isShown && place.NetworkId.Length > 0;
        var pool = isUp && place.Address is not null ? network?.Pool : null;
        return new EndpointSettings
        {
            IPAMConfig = place.Asked.IPAMConfig,
            DriverOpts = place.Asked.DriverOpts,
            NetworkID = place.NetworkId,
            EndpointID = isUp ? place.EndpointId : "",
            Gateway = pool is null ? "" : network!.Gateway,
            IPAddress = pool is null ? "" : place.AddressText,
            IPPrefixLen = pool?.PrefixLength ?? 0,
            MacAddress = pool is null ? "" : place.HardwareAddress,
        };
    }

    private static SortedDictionary<string, IReadOnlyList<PortBinding>?> Published(ContainerRecord record)
    {
        if (record is { Config.ExposedPorts: null, HostConfig.PortBindings: null } || !record.Endpoints.Exists(place => place.Address is not null))
            return NoPorts;
        var ports = new SortedDictionary<string, IReadOnlyList<PortBinding>?>(StringComparer.Ordinal);
        foreach (var (port, _) in record.Config.ExposedPorts ?? new SortedDictionary<string, EmptyObject>())
            ports[port] = null;
        foreach (var (port, bindings) in record.HostConfig.PortBindings ?? new SortedDictionary<string, IReadOnlyList<PortBinding>>())
            ports[port] = [.. bindings.Select(binding => binding with { HostIp = binding.HostIp.Length > 0 ? binding.HostIp : "0.0.0.0" })];
        return ports;
    }

    private static NetworkAddresses Addresses(FakeNetwork network)
    {
        if (network.Pool is not { } pool)
            return new NetworkAddresses { Config = [] };
        if (network.Body.IPAM is { Config.Count: > 0 } asked)
            return asked with { Driver = "default" };
        return new NetworkAddresses
        {
            Options = network.Body.IPAM?.Options,
            Config = [new AddressRange(pool.Subnet, Gateway: network.Gateway)],
        };
    }

    private static bool IsUp(ContainerRecord record) => record is { IsRunning: true, IsRestarting: false };
}
