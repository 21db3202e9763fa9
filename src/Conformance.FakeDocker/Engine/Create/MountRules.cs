using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Mounts of a container from its binds and its image's volumes.</summary>
internal static class MountRules
{
    private static readonly string[] Modes =
    [
        "ro", "rw", "z", "Z", "nocopy", "shared", "rshared", "slave", "rslave", "private", "rprivate", "consistent", "cached", "delegated",
    ];

    /// <summary>
    /// Adds the mounts to <paramref name="plan"/>. Throws what the daemon says of a bad one; those before it stay there. A bind whose source is
    /// no path is a named volume; a volume of the spec that no bind covers is an anonymous one.
    /// </summary>
    public static void Fill(List<PlannedMount> plan, DockerHost host, HostConfig config, IReadOnlyDictionary<string, EmptyObject>? volumes)
    {
        foreach (var bind in config.Binds ?? [])
        {
            var point = Parse(bind);
            if (IsTmpfs(config, point.Destination))
                throw Duplicate(point.Destination);
            Add(plan, host, new PlannedMount(point, IsCopying: !point.Mode.Split(',').Contains("nocopy")), point.Destination);
        }

        foreach (var mount in config.Mounts ?? [])
            Add(plan, host, MountSpecs.Plan(mount, () => Hex.Random(host.World)), mount.Target!);
        foreach (var path in volumes?.Keys ?? [])
        {
            if (plan.TrueForAll(mount => mount.Point.Destination != path))
                plan.Add(new PlannedMount(Volume(Hex.Random(host.World), path, "", true)));
        }
    }

    private static void Add(List<PlannedMount> plan, DockerHost host, PlannedMount added, string asked)
    {
        if (plan.Exists(mount => mount.Point.Destination == added.Point.Destination))
            throw Duplicate(asked);
        if (added.Point.Name is { } volume)
            VolumeOperations.Check(host, volume, added.Options?.DriverConfig?.Name, added.Options?.DriverConfig?.Options);
        plan.Add(added);
    }

    private static bool IsTmpfs(HostConfig config, string path) =>
        config.Others?.GetValueOrDefault("Tmpfs") is { ValueKind: System.Text.Json.JsonValueKind.Object } tmpfs && tmpfs.TryGetProperty(path, out _);

    private static DockerException Duplicate(string path) => EngineErrors.Bad("Duplicate mount point: " + path);

    private static MountPoint Parse(string bind)
    {
        var parts = bind.Split(':');
        var (source, destination, mode) = parts switch
        {
            [var path] => ("", path, ""),
            [var from, var to] => (from, to, ""),
            [var from, var to, var options] => (from, to, options),
            _ => throw EngineErrors.Internal($"invalid volume specification: '{bind}'"),
        };
        var isWritable = true;
        foreach (var option in mode.Length == 0 ? [] : mode.Split(','))
        {
            if (Array.IndexOf(Modes, option) < 0)
                throw EngineErrors.Internal("invalid mode: " + mode);
            isWritable &= option != "ro";
        }

        var kind = source.StartsWith('/') ? "bind" : "volume";
        if (!destination.StartsWith('/'))
        {
            throw EngineErrors.Internal(
                $"invalid volume specification: '{bind}': invalid mount config for type \"{kind}\": invalid mount path: '{destination}' mount path must be absolute");
        }

        destination = Clean(destination);
        if (destination == "/")
            throw EngineErrors.Internal($"invalid volume specification: '{bind}': {(kind == "bind" ? "invalid mount config for type \"bind\": " : "")}invalid specification: destination can't be '/'");
        return kind == "bind"
            ? new MountPoint("bind", Clean(source), destination, mode, isWritable, Propagation: Propagation(mode))
            : Volume(source, destination, mode.Length > 0 ? mode : "z", isWritable);
    }

    private static string Propagation(string mode) =>
        mode.Split(',').LastOrDefault(option => option.EndsWith("shared", StringComparison.Ordinal) || option.EndsWith("slave", StringComparison.Ordinal)
            || option.EndsWith("private", StringComparison.Ordinal)) ?? "rprivate";

    /// <summary>A volume at its place.</summary>
    public static MountPoint Volume(string name, string destination, string mode, bool isWritable) =>
        new("volume", FakeVolume.PathOf(name), destination, mode, isWritable, name, "local", "");

    private static string Clean(string path) => path.Length > 1 ? path.TrimEnd('/') is { Length: > 0 } clean ? clean : "/" : path;
}
