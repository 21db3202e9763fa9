using System.Text.RegularExpressions;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>list, inspect, create, rm and prune of volumes.</summary>
internal sealed partial class VolumeOperations(EngineCore core)
{
    // What every volume that is mounted from elsewhere names.
    private static readonly string[] Mounted = ["device", "type"];
    private static readonly string[] FilterKeys = ["dangling", "driver", "label", "name"];

    private SortedDictionary<string, FakeVolume> Volumes => core.Host.VolumeTable;

    /// <summary>200; 400 for a filter that there is not.</summary>
    public Task<VolumeList> List(ListVolumes operation)
    {
        foreach (var key in operation.Filters?.Values.Keys ?? [])
        {
            if (Array.IndexOf(FilterKeys, key) < 0)
                throw EngineErrors.InvalidFilter(key);
        }

        var isDangling = PruneFilter.Flag(operation.Filters, "dangling");
        IReadOnlyList<VolumeResource> found = [.. Volumes.Values.Where(volume => Accepts(operation.Filters, isDangling, volume)).Select(Render)];
        return Task.FromResult(new VolumeList(found, null));
    }

    /// <summary>200, 404.</summary>
    public Task<VolumeResource> Inspect(InspectVolume operation) =>
        Task.FromResult(Render(Volumes.GetValueOrDefault(operation.Volume) ?? throw EngineErrors.NoSuchVolume(operation.Volume)));

    /// <summary>201; 400 and 404 for what cannot be.</summary>
    public Task<VolumeResource> Create(CreateVolume operation)
    {
        var body = operation.Body;
        var name = body.Name is { Length: > 0 } asked ? asked : Hex.Random(core.World);
        Check(core.Host, name, body.Driver, body.DriverOpts);
        if (!Volumes.TryGetValue(name, out var volume))
        {
            volume = new FakeVolume(name, core.World.Now, body.Labels, body.DriverOpts);
            Volumes.Add(name, volume);
        }

        core.Events.Volume("create", name);
        return Task.FromResult(Render(volume));
    }

    /// <summary>204, 404, 409 while a container has it, also one that does not run. Force only forgives that there is none.</summary>
    public async Task<Nothing> Remove(RemoveVolume operation)
    {
        var name = operation.Volume;
        if (!Volumes.ContainsKey(name))
            return operation.Force ? new Nothing() : throw EngineErrors.NoSuchVolume(name);
        var users = UsersOf(name);
        if (users.Count > 0)
            throw EngineErrors.Conflict($"remove {name}: volume is in use - [{string.Join(", ", users)}]");
        await Forget(name);
        core.Events.Volume("destroy", name);
        return new Nothing();
    }

    /// <summary>200. Of single volumes no event tells.</summary>
    public async Task<PrunedVolumes> Prune(PruneVolumes operation)
    {
        var filter = new PruneFilter(operation.Filters, core.World.Now);
        List<string> names = [];
        foreach (var volume in Volumes.Values.ToArray())
        {
            if (UsersOf(volume.Name).Count > 0 || !filter.Accepts(volume.Labels, volume.Created))
                continue;
            await Forget(volume.Name);
            names.Add(volume.Name);
        }

        core.Events.Prune("volume", 0);
        return new PrunedVolumes(names, 0);
    }

    /// <summary>All, with their use.</summary>
    public IReadOnlyList<VolumeResource> WithUse() =>
        [.. Volumes.Values.Select(volume => Render(volume) with { UsageData = new VolumeUsage(UsersOf(volume.Name).Count, 0) })];

    /// <summary>Throws the daemon's 400 or 404 for a volume that cannot be made. One that is there already is what it is.</summary>
    public static void Check(DockerHost host, string name, string? driver, IReadOnlyDictionary<string, string>? options)
    {
        if (driver is { Length: > 0 } && driver != "local")
            throw EngineErrors.Error(404, $"create {name}: error looking up volume plugin {driver}: plugin \"{driver}\" not found");
        if (host.VolumeTable.ContainsKey(name))
            return;
        if (name.Length < 2)
            throw EngineErrors.Bad($"create {name}: volume name is too short, names should be at least two alphanumeric characters");
        if (!char.IsAsciiLetterOrDigit(name[0]) || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '.' or '-')))
        {
            throw EngineErrors.Bad(
                $"create {name}: \"{name}\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. "
                + "If you intended to pass a host directory, use absolute path");
        }

        if (options is { Count: > 0 })
            CheckOptions(name, options);
    }

    private static void CheckOptions(string name, IReadOnlyDictionary<string, string> options)
    {
        if (options.Keys.FirstOrDefault(option => option is not ("type" or "o" or "device" or "size")) is { } unknown)
            throw EngineErrors.Bad($"create {name}: invalid option: \"{unknown}\"");
        if (options.Keys.Any(option => option != "size") && Mounted.FirstOrDefault(option => !options.ContainsKey(option)) is { } missing)
            throw EngineErrors.Bad($"create {name}: missing required option: \"{missing}\"");
        if (!options.TryGetValue("size", out var size))
            return;
        throw Size().IsMatch(size)
            ? EngineErrors.Bad($"create {name}: quota size requested but no quota support")
            : EngineErrors.Internal($"create {name}: invalid size: '{size}'");
    }

    private async Task Forget(string name)
    {
        Volumes.Remove(name);
        await core.Host.Machine.Disk.Delete(FakeVolume.Folder + name);
    }

    private List<string> UsersOf(string name) =>
        [.. core.Host.Records.Where(record => record.Mounts.Any(mount => mount.Name == name)).Select(record => record.Id)];

    private bool Accepts(EngineFilters? filters, bool? isDangling, FakeVolume volume)
    {
        foreach (var (key, words) in filters?.Values ?? EngineFilters.None.Values)
        {
            var accepts = words.Count == 0 || key switch
            {
                "name" => words.Any(word => new NamePattern(word).IsMatch(volume.Name)),
                "driver" => words.Contains("local"),
                "label" => LabelFilter.Accepts(words, volume.Labels),
                _ => isDangling == (UsersOf(volume.Name).Count == 0),
            };
            if (!accepts)
                return false;
        }

        return true;
    }

    private static VolumeResource Render(FakeVolume volume) => new()
    {
        CreatedAt = DockerTime.Text(new Machine.Instant(DockerTime.Seconds(volume.Created) * 1_000_000_000)),
        Labels = volume.Labels,
        Mountpoint = FakeVolume.PathOf(volume.Name),
        Name = volume.Name,
        Options = volume.Options,
    };

    // A number with a unit of bytes: 10, 1.5g, 64 KiB.
    [GeneratedRegex(@"^\d+(?:\.\d+)* ?(?:[kKmMgGtTpP]?i?[bB]?)\z")]
    private static partial Regex Size();
}
