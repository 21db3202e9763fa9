using System.Globalization;
using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// The events of one life of the daemon: the last 256 in memory, and those who listen. Entries are small; the record that
/// clients see is made when one asks.
/// </summary>
internal sealed class EventLog(World world)
{
    private const int Kept = 256;
    private readonly Queue<EventEntry> ring = new();
    private readonly List<EventSubscription> listeners = [];

    /// <summary>The kept ones, oldest first.</summary>
    public IReadOnlyCollection<EventEntry> History => ring;

    /// <summary>Something happened to a container; <paramref name="key"/> and <paramref name="value"/> go with its attributes.</summary>
    public void Container(string action, ContainerRecord record, string? key = null, string? value = null) =>
        Add(new EventEntry(world.Now, "container", action, record.Id, record, key, value, record.Name));

    /// <summary>A number goes with it.</summary>
    public void Container(string action, ContainerRecord record, string key, int value) =>
        Container(action, record, key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Several attributes go with it.</summary>
    public void Container(string action, ContainerRecord record, (string Key, string Value) first, params (string Key, string Value)[] more) =>
        Add(new EventEntry(world.Now, "container", action, record.Id, record, first.Key, first.Value, record.Name) { More = more });

    /// <summary>A container was connected to or disconnected from its network.</summary>
    public void Network(string action, ContainerRecord record, string networkId, string network) =>
        Add(new EventEntry(world.Now, "network", action, networkId, record, null, null, network));

    /// <summary>Something happened to an image.</summary>
    public void Image(string action, string id, string name) =>
        Add(new EventEntry(world.Now, "image", action, id, null, null, null, name));

    /// <summary>Something happened to a volume.</summary>
    public void Volume(string action, string name, string? key = null, string? value = null) =>
        Add(new EventEntry(world.Now, "volume", action, name, null, key, value, name));

    /// <summary>Listens from now on.</summary>
    public void Subscribe(EventSubscription subscription) => listeners.Add(subscription);

    /// <summary>Listens no longer.</summary>
    public void Unsubscribe(EventSubscription subscription) => listeners.Remove(subscription);

    private void Add(EventEntry entry)
    {
        if (ring.Count == Kept)
            ring.Dequeue();
        ring.Enqueue(entry);
        foreach (var listener in listeners)
            listener.Offer(entry);
    }
}

/// <summary>One event, unrendered.</summary>
internal sealed record EventEntry(
    Instant Time, string Type, string Action, string Id, ContainerRecord? Record, string? Key, string? Value, string Name)
{
    /// <summary>Further attributes.</summary>
    public IReadOnlyList<(string Key, string Value)> More { get; init; } = [];

    /// <summary>As clients see it.</summary>
    public EngineEvent Render() => new(Type, Action, new EventActor(Id, Attributes()), Time);

    private SortedDictionary<string, string> Attributes()
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        switch (Type)
        {
            case "container":
                foreach (var (label, text) in Record!.Config.Labels ?? EmptyLabels)
                    attributes[label] = text;
                attributes["image"] = Record.Config.Image;
                attributes["name"] = Name;
                break;
            case "network":
                attributes["container"] = Record!.Id;
                attributes["name"] = Name;
                attributes["type"] = Name;
                break;
            case "image":
                attributes["name"] = Name;
                break;
            default:
                attributes["driver"] = "local";
                break;
        }

        if (Key is not null)
            attributes[Key] = Value ?? "";
        foreach (var (key, value) in More)
            attributes[key] = value;
        return attributes;
    }

    private static readonly Dictionary<string, string> EmptyLabels = [];
}
