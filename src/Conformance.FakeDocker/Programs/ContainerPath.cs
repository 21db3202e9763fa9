namespace Conformance.FakeDocker;

/// <summary>Paths inside a container.</summary>
internal static class ContainerPath
{
    private static readonly string[] Usual =
    [
        "/", "/bin", "/dev", "/dev/shm", "/etc", "/home", "/lib", "/mnt", "/proc", "/root", "/run", "/sbin", "/sys", "/tmp", "/usr", "/usr/bin",
        "/usr/sbin", "/var", "/var/log", "/var/run", "/var/tmp",
    ];

    /// <summary>The folders that every container has.</summary>
    public static IReadOnlyList<string> UsualFolders => Usual;

    /// <summary>The folders that a container has whatever its image has.</summary>
    public static IReadOnlyList<string> DaemonsFolders { get; } = ["/", "/dev", "/dev/shm", "/etc", "/proc", "/sys"];

    /// <summary>Whether it is one of <see cref="UsualFolders"/>.</summary>
    public static bool IsUsualFolder(string path) => Array.IndexOf(Usual, path) >= 0;

    /// <summary>The absolute path of <paramref name="path"/> as seen from <paramref name="folder"/>, without <c>.</c>, <c>..</c> and doubled slashes.</summary>
    public static string Resolve(string folder, string path)
    {
        var full = path.StartsWith('/') ? path : folder + "/" + path;
        if (IsClean(full))
            return full;
        var parts = new List<string>();
        foreach (var part in full.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>The folder that holds <paramref name="path"/>, which is absolute and clean.</summary>
    public static string Parent(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? "/" : path[..slash];
    }

    /// <summary>The last part.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static bool IsClean(string path) =>
        path.Length > 1 && path[^1] != '/' && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal);
}
