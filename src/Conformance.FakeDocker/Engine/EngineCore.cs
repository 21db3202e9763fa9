using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>What all operation groups of one life of the daemon share.</summary>
internal sealed class EngineCore
{
    /// <summary>The name of the daemon in histories.</summary>
    public const string Actor = "daemon";

    public EngineCore(World world, DockerHost host)
    {
        World = world;
        Host = host;
        Events = new EventLog(world);
    }

    public World World { get; }

    public DockerHost Host { get; }

    public ContainerIndex Containers { get; } = new();

    public EventLog Events { get; }

    /// <summary>The daemon is on its way out: what it ends now was not ended by a client.</summary>
    public bool IsShuttingDown { get; set; }

    /// <summary>The container that a client means; throws as the daemon does.</summary>
    public FakeContainer Find(string asked) => Containers.Find(asked);

    /// <summary>Work that takes from <paramref name="min"/> to <paramref name="max"/> milliseconds, as the seed has it.</summary>
    public Task Work(int min, int max) =>
        World.Delay(World.Random.Duration(TimeSpan.FromMilliseconds(min), TimeSpan.FromMilliseconds(max)));

    /// <summary>Connects a container to its networks, those that exist, and tells it; one that shares another's has none of its own.</summary>
    public void Connect(ContainerRecord record)
    {
        if (record.HostConfig.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
            return;
        foreach (var endpoint in record.Endpoints)
            Connect(record, endpoint);
    }

    /// <summary>Connects a container to one network and tells it; nothing if that does not exist.</summary>
    public void Connect(ContainerRecord record, NetworkEndpoint endpoint)
    {
        if (Host.Networks.Find(endpoint.Wanted) is not { } network)
            return;
        endpoint.NetworkId = network.Id;
        endpoint.EndpointId = Hex.Of($"endpoint {record.Id} {network.Id} {World.Now.Nanoseconds}");
        endpoint.Address = endpoint.AskedAddress ?? network.Pool?.Next(TakenAddresses(network));
        Events.Network("connect", network, record);
    }

    /// <summary>Tells that a container is no longer connected to its networks.</summary>
    public void Disconnect(ContainerRecord record)
    {
        foreach (var endpoint in record.Endpoints)
        {
            if (Host.Networks.Find(endpoint.Wanted) is { } network)
                Events.Network("disconnect", network, record);
        }
    }

    /// <summary>Tells that a container's volumes were mounted.</summary>
    public void Mounted(ContainerRecord record) => TellMounts("mount", record);

    /// <summary>Tells that they no longer are.</summary>
    public void Unmounted(ContainerRecord record) => TellMounts("unmount", record);

    private void TellMounts(string action, ContainerRecord record)
    {
        foreach (var mount in record.Mounts)
        {
            if (mount.Name is not null)
                Events.Mount(action, record, mount);
        }
    }

    /// <summary>Addresses of a network that running containers have.</summary>
    public IReadOnlySet<uint> TakenAddresses(FakeNetwork network)
    {
        var taken = new SortedSet<uint>();
        foreach (var record in Host.Records)
        {
            if (record.IsRunning && record.EndpointAt(network.Id) is { Address: { } address })
                taken.Add(address);
        }

        return taken;
    }

    /// <summary>Writes a line of the history.</summary>
    public void Write(EventData line) => World.History.Add(Actor, line);
}
