using System.Globalization;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// A temporary folder that says whose it is. Its name and its <c>owner</c> file are the marks by which <c>doctor</c>
/// finds what a dead harness left behind.
/// </summary>
public sealed class OwnedFolder
{
    /// <summary>Beginning of the folder's name.</summary>
    public const string Prefix = "conformance-";

    /// <summary>Folder in it that has an entry for each container, by its id: where a private daemon keeps them, too.</summary>
    public const string ContainerNotes = "data/containers";

    private const string OwnerFile = "owner";

    private OwnedFolder(string path, ProcessIdentity owner, string runId) => (Path, Owner, RunId) = (path, owner, runId);

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>The harness that made it.</summary>
    public ProcessIdentity Owner { get; }

    /// <summary>Id of the run or session; value of the label <c>conformance.run</c>.</summary>
    public string RunId { get; }

    /// <summary>Whether the harness that made it still lives.</summary>
    public bool IsOwnerAlive => HostProcesses.IsAlive(Owner);

    /// <summary>Makes a new one below <paramref name="parent"/> (default: the system's temporary folder), for this process.</summary>
    public static OwnedFolder Create(string? parent = null)
    {
        var path = Directory.CreateTempSubdirectory(Prefix).FullName;
        if (parent is not null)
        {
            Directory.Delete(path);
            path = Directory.CreateDirectory(System.IO.Path.Combine(parent, System.IO.Path.GetFileName(path))).FullName;
        }

        var runId = System.IO.Path.GetFileName(path)[Prefix.Length..];
        var self = HostProcesses.Self;
        File.WriteAllText(System.IO.Path.Combine(path, OwnerFile), string.Create(CultureInfo.InvariantCulture, $"{self.Pid} {self.StartTime}\n"));
        return new OwnedFolder(path, self, runId);
    }

    /// <summary>Reads the marks of a folder; null if it is not one of ours.</summary>
    public static OwnedFolder? Read(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        try
        {
            var words = File.ReadAllText(System.IO.Path.Combine(path, OwnerFile)).Split(' ');
            return words.Length == 2
                && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && long.TryParse(words[1].TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? new OwnedFolder(path, new ProcessIdentity(pid, start), name[Prefix.Length..])
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>All that bear our marks below <paramref name="parent"/>, in ordinal order.</summary>
    public static IReadOnlyList<OwnedFolder> Find(string? parent = null) =>
        [.. Directory.EnumerateDirectories(parent ?? System.IO.Path.GetTempPath(), Prefix + "*").Order(StringComparer.Ordinal).Select(Read).OfType<OwnedFolder>()];

    /// <summary>A path inside.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Deletes it with all that is in it; the owner file last, so that a broken-off deletion is found again.</summary>
    public void Delete()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(Path))
        {
            if (System.IO.Path.GetFileName(entry) == OwnerFile)
                continue;
            if (Directory.Exists(entry) && new DirectoryInfo(entry).LinkTarget is null)
                Directory.Delete(entry, recursive: true);
            else
                File.Delete(entry);
        }

        Directory.Delete(Path, recursive: true);
    }
}
