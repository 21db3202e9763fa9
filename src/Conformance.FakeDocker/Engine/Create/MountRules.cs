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
    /// The mounts. Throws what the daemon says of a bad bind. A bind whose source is no path is a named volume; a volume of
    /// the spec that no bind covers is an anonymous one, named by <paramref name="newName"/>.
    /// </summary>
    public static IReadOnlyList<MountPoint> Of(
        IReadOnlyList<string>? binds, IReadOnlyDictionary<string, EmptyObject>? volumes, Func<string> newName)
    {
        if (binds is null or { Count: 0 } && volumes is null or { Count: 0 })
            return [];
        List<MountPoint> mounts = [];
        foreach (var bind in binds ?? [])
            Add(mounts, Parse(bind));
        foreach (var path in volumes?.Keys ?? [])
        {
            if (mounts.TrueForAll(mount => mount.Destination != path))
                mounts.Add(Volume(newName(), path, "", true));
        }

        return mounts;
    }

    private static void Add(List<MountPoint> mounts, MountPoint added)
    {
        foreach (var mount in mounts)
        {
            if (mount.Destination == added.Destination)
                throw EngineErrors.Bad("Duplicate mount point: " + added.Destination);
        }

        mounts.Add(added);
    }

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

    private static MountPoint Volume(string name, string destination, string mode, bool isWritable) =>
        new("volume", FakeVolume.PathOf(name), destination, mode, isWritable, name, "local", "");

    private static string Clean(string path) => path.Length > 1 ? path.TrimEnd('/') is { Length: > 0 } clean ? clean : "/" : path;
}
