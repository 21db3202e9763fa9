using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>connect and disconnect: a running container at once, another at its next start.</summary>
internal sealed class NetworkMembers(EngineCore core)
{
    private const string HostOnly = "container cannot be disconnected from host network or connected to host network";

    /// <summary>200 or an error.</summary>
    public async Task<Nothing> Connect(ConnectNetwork operation)
    {
        var container = Find(operation.Body);
        await container.Gate.Pass();
        var record = container.Record;
        var network = core.Host.Networks.Find(operation.Network);
        var isUp = record is { IsRunning: true, IsRestarting: false };
        if (network is null && isUp)
            throw EngineErrors.NoSuchNetwork(operation.Network);
        var name = network?.Name ?? operation.Network;
        if (network is not null)
            CheckMode(record, name, isUp);
        if (isUp)
            CheckAddress(network!, operation.Body.EndpointConfig?.IPAMConfig?.IPv4Address);
        var place = new NetworkEndpoint(name, operation.Body.EndpointConfig ?? new EndpointSettings()) { WasConnected = network is not null };
        if (record.Endpoints.Exists(other => other.Network == name))
        {
            if (isUp)
                throw EngineErrors.Error(403, $"endpoint with name {record.Name} already exists in network {name}");
            record.IsFailureUnlisted = false;
            if (network is not null)
                return new Nothing();
            record.Endpoints.RemoveAll(other => other.Network == name);
        }

        record.IsFailureUnlisted = false;
        record.Endpoints.Add(place);
        record.Endpoints.Sort((left, right) => string.CompareOrdinal(left.Network, right.Network));
        if (isUp)
            core.Connect(record, place);
        return new Nothing();
    }

    /// <summary>200 or an error.</summary>
    public async Task<Nothing> Disconnect(DisconnectNetwork operation)
    {
        if (operation.Body is { Force: true, Container.Length: > 0 } && core.Containers.TryFind(operation.Body.Container) is null)
            throw EngineErrors.Error(404, $"endpoint {operation.Body.Container} not found");
        var container = Find(operation.Body);
        await container.Gate.Pass();
        var record = container.Record;
        var isUp = record is { IsRunning: true, IsRestarting: false };
        var network = core.Host.Networks.Find(operation.Network);
        if (network is null && isUp)
            throw EngineErrors.NoSuchNetwork(operation.Network);
        var name = network?.Name ?? operation.Network;
        if (name == "host" && record.HostConfig.NetworkMode == "host")
            throw EngineErrors.Bad(HostOnly);
        if (record.Endpoints.RemoveAll(place => place.Network == name) == 0)
            throw EngineErrors.Internal($"container {container.Id} is not connected to {(isUp ? "" : "the ")}network {name}");
        record.IsFailureUnlisted = false;
        if (network is null)
            return new Nothing();
        // Of one that runs it is told twice.
        for (var times = isUp ? 2 : 1; times > 0; times--)
            core.Events.Network("disconnect", network, record);
        return new Nothing();
    }

    private FakeContainer Find(NetworkMembership body) => body.Container.Length > 0
        ? core.Find(body.Container)
        : throw EngineErrors.Bad("invalid name or ID supplied: \"\"");

    private void CheckAddress(FakeNetwork network, string? asked)
    {
        if (string.IsNullOrEmpty(asked))
            return;
        if (AddressPool.Parse(asked) is not { } address)
            throw EngineErrors.Internal($"Invalid IPv4 address: {asked})");
        if (network.Pool?.Contains(address) != true)
            throw EngineErrors.Internal($"Invalid address {asked}: It does not belong to any of this network's subnets");
        if (address == network.Pool.Gateway || core.TakenAddresses(network).Contains(address))
            throw EngineErrors.Error(403, "Address already in use");
    }

    private static void CheckMode(ContainerRecord record, string network, bool isUp)
    {
        var mode = record.HostConfig.NetworkMode;
        var isShared = isUp && mode.StartsWith("container:", StringComparison.Ordinal);
        // Again to one that it is in: that is refused for another reason, or was no change.
        if (!isShared && record.Endpoints.Exists(place => place.Network == network))
            return;
        if (mode == "host" || isShared)
            throw EngineErrors.Bad("container sharing network namespace with another container or host cannot be connected to any other network");
        if (network == "host")
            throw EngineErrors.Bad(HostOnly);
        if (network == "none" || record.Endpoints.Exists(place => place.Network == "none"))
            throw EngineErrors.Bad("container cannot be connected to multiple networks with one of the networks in private (none) mode");
    }
}
