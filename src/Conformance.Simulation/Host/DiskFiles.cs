using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>
/// The files of a simulated host, in memory, without awaiting: for the fake engine (mounts, volumes), for ground truth and for
/// preparing a run. Rules as for <see cref="IDisk"/>. Code under test goes through <see cref="SimulatedDisk"/>.
/// </summary>
public sealed class DiskFiles
{
    private readonly World world;
    private readonly DiskWalk walk;
    private long writes;

    internal DiskFiles(World world)
    {
        this.world = world;
        walk = new DiskWalk(world);
    }

    /// <summary>Puts computed files at a folder such as <c>/proc</c>; they hide what is there. The last one wins.</summary>
    public void Mount(string prefix, IVirtualFiles files) => walk.Mounts.Insert(0, new VirtualMount(prefix.TrimEnd('/'), files));

    /// <inheritdoc cref="IDisk.Read"/>
    public byte[]? Read(string path)
    {
        var place = walk.Find(path, follow: true, make: false);
        if (place.Files is { } files)
            return files.Read(place.Path);
        return place.Node switch
        {
            FileNode file => file.Content.ToArray(),
            FolderNode => throw DiskWalk.Refused(path, "Is a directory"),
            _ => null,
        };
    }

    /// <inheritdoc cref="IDisk.Write"/>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var place = walk.Find(path, follow: true, make: true);
        if (!WriteVirtual(place, content))
            Stamp(FileAt(place)).Set(content, WriteKind.InPlace, hadFile: true);
    }

    /// <inheritdoc cref="IDisk.WriteAtomically"/>
    public void WriteAtomically(string path, ReadOnlySpan<byte> content)
    {
        var place = walk.Find(path, follow: false, make: true);
        if (WriteVirtual(place, content))
            return;
        if (place.Node is LinkNode)
        {
            place.Folder!.Remove(place.Name);
            place = place with { Node = null };
        }

        var hadFile = place.Node is not null;
        Stamp(FileAt(place)).Set(content, WriteKind.Rename, hadFile);
    }

    /// <inheritdoc cref="IDisk.Append"/>
    public void Append(string path, ReadOnlySpan<byte> content)
    {
        var place = walk.Find(path, follow: true, make: true);
        if (!WriteVirtual(place, content))
            Stamp(FileAt(place)).Append(content);
    }

    /// <inheritdoc cref="IDisk.Look"/>
    public DiskEntry? Look(string path)
    {
        var place = walk.Find(path, follow: false, make: false);
        return place.Files is { } files ? files.Look(place.Path) : place.Node?.Describe();
    }

    /// <summary>Whether there is a folder at the path; links are followed.</summary>
    public bool IsFolder(string path)
    {
        var place = walk.Find(path, follow: true, make: false);
        return place.Files is { } files ? files.Look(place.Path)?.Kind == DiskEntryKind.Folder : place.Node is FolderNode;
    }

    /// <inheritdoc cref="IDisk.List"/>
    public IReadOnlyList<string> List(string folder)
    {
        var place = walk.Find(folder, follow: true, make: false);
        if (place.Files is { } files)
            return files.List(place.Path);
        return place.Node switch
        {
            FolderNode node => node.Names(),
            null => [],
            _ => throw DiskWalk.Refused(folder, "Not a directory"),
        };
    }

    /// <inheritdoc cref="IDisk.CreateFolder"/>
    public void CreateFolder(string path)
    {
        var place = walk.Find(path, follow: true, make: true);
        if (place.Files is not null || place.Node is FolderNode)
            return;
        if (place.Node is not null)
            throw DiskWalk.Refused(path, "File exists");
        place.Folder!.Put(place.Name, new FolderNode { Modified = world.Now });
    }

    /// <inheritdoc cref="IDisk.MakeExecutable"/>
    public void MakeExecutable(string path)
    {
        var place = walk.Find(path, follow: true, make: false);
        if (place.Node is not FileNode file)
            throw DiskWalk.Refused(path, "No such file or directory");
        file.IsExecutable = true;
    }

    /// <inheritdoc cref="IDisk.Link"/>
    public void Link(string path, string target)
    {
        var place = Real(path, make: true);
        if (place.Node is FolderNode)
            throw DiskWalk.Refused(path, "Is a directory");
        place.Folder!.Put(place.Name, new LinkNode(target) { Modified = world.Now });
    }

    /// <inheritdoc cref="IDisk.Rename"/>
    public void Rename(string from, string to)
    {
        var source = Real(from, make: false);
        if (source.Node is not { } node || source.Folder is not { } folder)
            throw DiskWalk.Refused(from, "No such file or directory");
        var goal = Real(to, make: true);
        if (ReferenceEquals(goal.Node, node))
            return;
        if (goal.Folder is null || (goal.Node is FolderNode old && (node is not FolderNode || old.Names().Length > 0)))
            throw DiskWalk.Refused(to, node is FolderNode ? "Directory not empty" : "Is a directory");
        if (node is FolderNode moved && goal.Path.StartsWith(source.Path + "/", StringComparison.Ordinal))
            throw DiskWalk.Refused(to, $"Invalid argument: it is inside '{from}' ({moved.Names().Length} entries)");
        folder.Remove(source.Name);
        goal.Folder.Put(goal.Name, node);
    }

    /// <inheritdoc cref="IDisk.Delete"/>
    public void Delete(string path)
    {
        var place = Real(path, make: false);
        if (place.Node is not null)
            (place.Folder ?? throw DiskWalk.Refused(path, "Device or resource busy")).Remove(place.Name);
    }

    /// <summary>
    /// Makes the last write below a folder look as a crash could have left it. Written in place: cut to
    /// <paramref name="fraction"/> of what was written, and never whole. Written atomically: the rename did not happen, so the old
    /// content is back (or no file) and the temporary file stays beside it. Null if nothing was written there.
    /// </summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="fraction">How much of the last write reached the disk: [0, 1).</param>
    /// <param name="writer">Only writes by this pid. Null: by anyone.</param>
    public TornWrite? TearLastWrite(string folder, double fraction, int? writer = null) =>
        walk.Find(folder, follow: true, make: false).Node is FolderNode node
            ? TornWrite.Tear(node, folder.TrimEnd('/'), fraction, writer)
            : null;

    private static bool WriteVirtual(DiskPlace place, ReadOnlySpan<byte> content)
    {
        if (place.Files is not { } files)
            return false;
        if (!files.Write(place.Path, content))
            throw DiskWalk.Refused(place.Path, "No such file or directory");
        return true;
    }

    private static FileNode FileAt(DiskPlace place)
    {
        switch (place.Node)
        {
            case FileNode file:
                return file;
            case null:
                var made = new FileNode();
                place.Folder!.Put(place.Name, made);
                return made;
            default:
                throw DiskWalk.Refused(place.Path, "Is a directory");
        }
    }

    private FileNode Stamp(FileNode file)
    {
        file.Stamp(world.Now, ++writes, world.Current?.Pid ?? 0);
        return file;
    }

    private DiskPlace Real(string path, bool make)
    {
        var place = walk.Find(path, follow: false, make);
        return place.Files is null ? place : throw DiskWalk.Refused(path, "Operation not permitted");
    }
}
