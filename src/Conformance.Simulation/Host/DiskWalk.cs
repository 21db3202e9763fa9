namespace Conformance.Simulation;

/// <summary>Computed files at a folder.</summary>
internal sealed record VirtualMount(string Prefix, IVirtualFiles Files);

/// <summary>Where a path leads.</summary>
/// <param name="Path">The path after links, without trailing slash.</param>
/// <param name="Folder">The folder it lies in; null for the root and for computed files, and when a folder above is missing.</param>
/// <param name="Start">Where the last name starts in <paramref name="Path"/>.</param>
/// <param name="Node">What is there; null if nothing.</param>
/// <param name="Files">Computed files that it belongs to, else null.</param>
internal readonly record struct DiskPlace(string Path, FolderNode? Folder, int Start, DiskNode? Node, IVirtualFiles? Files)
{
    /// <summary>Its last name.</summary>
    internal ReadOnlySpan<char> Name => Path.AsSpan(Start);
}

/// <summary>Finds places by path, through symbolic links and mounts.</summary>
internal sealed class DiskWalk(World world)
{
    private const int LinksMax = 40;
    private readonly FolderNode root = new();

    internal List<VirtualMount> Mounts { get; } = [];

    internal static IOException Refused(string path, string why) => new($"{why}: '{path}'");

    /// <summary>Walks a path.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="follow">Whether a link at its end is followed.</param>
    /// <param name="make">Whether missing folders above it are made.</param>
    internal DiskPlace Find(string path, bool follow, bool make)
    {
        if (!path.StartsWith('/'))
            throw new ArgumentException($"'{path}' is not an absolute path.", nameof(path));
        var current = Clean(path);
        for (var links = 0; links <= LinksMax; links++)
        {
            if (Computed(current) is { } files)
                return new DiskPlace(current, null, 0, null, files);
            if (Step(ref current, follow, make) is { } place)
                return place;
        }

        throw Refused(path, "Too many levels of symbolic links");
    }

    /// <summary>Walks until the end, or null when a link has changed the path.</summary>
    private DiskPlace? Step(ref string path, bool follow, bool make)
    {
        var folder = root;
        var start = 1;
        if (path.Length <= 1)
            return new DiskPlace("/", null, 1, root, null);
        while (true)
        {
            var end = path.IndexOf('/', start);
            var isLast = end < 0;
            var name = isLast ? path.AsSpan(start) : path.AsSpan(start, end - start);
            var node = folder.Find(name);
            if (node is LinkNode link && (follow || !isLast))
            {
                var above = link.Target.StartsWith('/') ? "" : path[..start];
                path = Clean(above + link.Target + (isLast ? "" : path[end..]));
                return null;
            }

            if (isLast)
                return new DiskPlace(path, folder, start, node, null);
            if (node is null && make)
                folder.Put(name, node = new FolderNode { Modified = world.Now });
            if (node is null)
                return new DiskPlace(path, null, start, null, null);
            folder = node as FolderNode ?? throw Refused(path, "Not a directory");
            start = end + 1;
        }
    }

    private IVirtualFiles? Computed(string path)
    {
        foreach (var mount in Mounts)
        {
            if (path.StartsWith(mount.Prefix, StringComparison.Ordinal)
                && (path.Length == mount.Prefix.Length || path[mount.Prefix.Length] == '/'))
                return mount.Files;
        }

        return null;
    }

    private static string Clean(string path)
    {
        if (path.Contains("/.", StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal))
            path = Path.GetFullPath(path);
        return path.Length > 1 && path[^1] == '/' ? path.TrimEnd('/') : path;
    }
}
