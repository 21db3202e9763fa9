using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>One file, folder or link of an archive.</summary>
/// <param name="Name">Path in the archive.</param>
internal sealed record ArchiveEntry(string Name)
{
    /// <summary>Bytes of a file.</summary>
    public byte[] Content { get; init; } = [];

    /// <summary>Whether a file may be run.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>A folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Where a symbolic link points; null for none.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Puts it below a folder. As with tar, a leading slash is dropped and a path that leads out is refused.</summary>
    public async Task Put(string folder, IDisk disk)
    {
        var parts = Name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        if (parts.Contains(".."))
            throw new FetchException($"Failed to extract '{Name}': it leads out of the archive's folder");
        if (parts.Count == 0)
            return;
        var path = folder + "/" + string.Join('/', parts);
        if (IsFolder)
        {
            await disk.CreateFolder(path);
        }
        else if (LinkTarget is not null)
        {
            await disk.Link(path, LinkTarget);
        }
        else
        {
            await disk.Write(path, Content);
            if (IsExecutable)
                await disk.MakeExecutable(path);
        }
    }
}
