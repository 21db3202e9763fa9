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

    /// <summary>The network a container is on; null for that of another container.</summary>
    public string? NetworkOf(ContainerRecord record) => record.HostConfig.NetworkMode switch
    {
        "default" => "bridge",
        var mode when mode.StartsWith("container:", StringComparison.Ordinal) => null,
        var mode => mode,
    };

    /// <summary>Tells that a container was connected to its network or disconnected; nothing if that does not exist.</summary>
    public void Network(string action, ContainerRecord record)
    {
        if (NetworkOf(record) is { } network && Host.Networks.TryGetValue(network, out var id))
            Events.Network(action, record, id, network);
    }

    /// <summary>Writes a line of the history.</summary>
    public void Write(EventData line) => World.History.Add(Actor, line);
}
