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

    /// <summary>A container that was refused while it was being made is gone.</summary>
    public void DestroyUnmade(string id, string name, string image, params IReadOnlyDictionary<string, string>?[] labels)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (label, text) in labels.SelectMany(some => some ?? EventEntry.NoLabels))
            all[label] = text;
        Add(new EventEntry(world.Now, "container", "destroy", id, null, "image", image, name) { Labels = all });
    }

    /// <summary>Something happened to a network; connect and disconnect are about a container too.</summary>
    public void Network(string action, FakeNetwork network, ContainerRecord? record = null) =>
        Add(new EventEntry(world.Now, "network", action, network.Id, record, "type", network.Driver, network.Name));

    /// <summary>Something happened to an image.</summary>
    public void Image(string action, string id, string name, IReadOnlyDictionary<string, string>? labels = null) =>
        Add(new EventEntry(world.Now, "image", action, id, null, null, null, name) { Labels = labels });

    /// <summary>Something happened to a volume.</summary>
    public void Volume(string action, string name) => Add(new EventEntry(world.Now, "volume", action, name, null, null, null, name));

    /// <summary>A volume was mounted into a container, or no longer is.</summary>
    public void Mount(string action, ContainerRecord record, MountPoint mount) =>
        Add(new EventEntry(world.Now, "volume", action, mount.Name!, record, null, null, mount.Name!) { Mount = action == "mount" ? mount : null });

    /// <summary>Unused ones of a kind were removed.</summary>
    public void Prune(string type, long reclaimed) => Add(new EventEntry(
        world.Now, type, "prune", "", null, "reclaimed", reclaimed.ToString(CultureInfo.InvariantCulture), ""));

    /// <summary>How many listen.</summary>
    public int Listeners => listeners.Count;

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

    /// <summary>The image of a container's event, as create named it.</summary>
    public string ContainerImage => Record?.Config.Image ?? Value ?? "";

    /// <summary>Of an image, or of a container that was not made; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>What was mounted; null for any other event.</summary>
    public MountPoint? Mount { get; init; }

    /// <summary>As clients see it.</summary>
    public EngineEvent Render() => new(Type, Action, new EventActor(Id, Attributes()), Time);

    private SortedDictionary<string, string> Attributes()
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        switch (Type)
        {
            case var _ when Action == "prune":
                break;
            case "container":
                foreach (var (label, text) in Record?.Config.Labels ?? Labels ?? NoLabels)
                    attributes[label] = text;
                attributes["image"] = ContainerImage;
                attributes["name"] = Name;
                break;
            case "network":
                if (Record is not null)
                    attributes["container"] = Record.Id;
                attributes["name"] = Name;
                break;
            case "image":
                foreach (var (label, text) in Labels ?? NoLabels)
                    attributes[label] = text;
                attributes["name"] = Name;
                break;
            default:
                attributes["driver"] = "local";
                if (Record is not null)
                    attributes["container"] = Record.Id;
                if (Mount is { } mount)
                {
                    attributes["destination"] = mount.Destination;
                    attributes["propagation"] = "";
                    attributes["read/write"] = mount.RW ? "true" : "false";
                }

                break;
        }

        if (Key is not null)
            attributes[Key] = Value ?? "";
        foreach (var (key, value) in More)
            attributes[key] = value;
        return attributes;
    }

    /// <summary>None.</summary>
    public static IReadOnlyDictionary<string, string> NoLabels { get; } = new Dictionary<string, string>();
}
