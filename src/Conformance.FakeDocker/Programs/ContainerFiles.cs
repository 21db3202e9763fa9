using System.Text;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>
/// The files of one container, in memory: the usual folders, the busybox words as executables, and whatever programs write.
/// It belongs to the container, not to one run of it: pass the same one to each start, as a restart finds what was written.
/// Folders of the host may be mounted (<see cref="Mount"/>). Not safe for several threads.
/// </summary>
public sealed partial class ContainerFiles
{
    private readonly SortedDictionary<string, ContainerFile> files = new(StringComparer.Ordinal);
    private readonly List<(string Path, IDisk Disk, string HostPath, bool IsReadOnly)> mounts = [];
    private readonly ProgramTable programs;
    private readonly IReadOnlyDictionary<string, ImageFile> image;

    /// <summary>The files of a container whose image has the given programs, null for all that are known, and the given files, null for none.</summary>
    public ContainerFiles(ProgramTable? programs = null, IReadOnlyDictionary<string, ImageFile>? image = null)
    {
        this.programs = programs ?? ProgramTable.Busybox;
        this.image = image ?? NoFiles;
        foreach (var (path, file) in this.image)
            files[path] = new ContainerFile { Content = file.Content.ToArray(), IsFolder = file.IsFolder, IsExecutable = file.IsExecutable, Mode = file.Mode };
    }

    /// <summary>Puts a file there, folders above it included; replaces what is there.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="content">Bytes.</param>
    /// <param name="executable">Whether it may be run; it is run by <c>sh</c> when it begins with <c>#!</c>.</param>
    public void Add(string path, ReadOnlyMemory<byte> content, bool executable = false) =>
        files[ContainerPath.Resolve("/", path)] = new ContainerFile { Content = content.ToArray(), IsExecutable = executable };

    /// <summary>Puts a text file there.</summary>
    public void Add(string path, string text, bool executable = false) => Add(path, Encoding.UTF8.GetBytes(text), executable);

    /// <summary>Makes a folder.</summary>
    public void AddFolder(string path) => files[ContainerPath.Resolve("/", path)] = new ContainerFile { IsFolder = true };

    /// <summary>Makes a folder of the host appear at a path of the container, as <c>-v</c> does. A later mount wins.</summary>
    /// <param name="path">Absolute path in the container.</param>
    /// <param name="disk">The host's disk.</param>
    /// <param name="hostPath">Absolute path on the host: a folder or a file.</param>
    /// <param name="isReadOnly">Whether programs must not write there.</param>
    public void Mount(string path, IDisk disk, string hostPath, bool isReadOnly = false) =>
        mounts.Insert(0, (ContainerPath.Resolve("/", path), disk, hostPath, isReadOnly));

    /// <summary>How many files and folders it has beside its programs and mounts.</summary>
    internal int Count => files.Count;

    /// <summary>Whether nothing but what is mounted may be written. Default: false.</summary>
    internal bool IsRootReadOnly { get; init; }

    /// <summary>Folders that are there although no file of the image says so. Default: those that every container has.</summary>
    internal IReadOnlyList<string> UsualFolders { get; init; } = ContainerPath.UsualFolders;

    private bool IsUsualFolder(string path) => UsualFolders.Contains(path);

    /// <summary>Makes what a mount is mounted on, where the image has nothing: it stays in the container's own files.</summary>
    internal void MakeMountPoint(string path, bool isFolder)
    {
        if (!files.ContainsKey(path) && !IsUsualFolder(path) && !HasFilesBelow(path))
            files[path] = new ContainerFile { IsFolder = isFolder };
    }

    /// <summary>Bytes of the files that are kept in memory: those of <c>/dev/shm</c> and of further mounts of that kind.</summary>
    internal long BytesInMemory
    {
        get
        {
            var bytes = 0L;
            foreach (var (path, file) in files)
            {
                if (IsInMemory(path))
                    bytes += file.Length;
            }

            return bytes;
        }
    }

    /// <summary>Forgets what was kept in memory: each run begins without.</summary>
    internal void ClearMemory()
    {
        foreach (var path in files.Keys.Where(IsInMemory).ToList())
            files.Remove(path);
    }

    /// <summary>Whether the path is on a mount that must not be written.</summary>
    internal bool IsReadOnly(string path)
    {
        foreach (var mount in mounts)
        {
            if (path == mount.Path || IsBelow(path, mount.Path))
                return mount.IsReadOnly;
        }

        return IsReadOnlyMemory(path) || (IsRootReadOnly && !IsAtMemory(path) && !Array.Exists(AlwaysWritable, folder => IsBelow(path, folder)));
    }

    /// <summary>Whether what is at the path belongs to the host.</summary>
    internal bool IsMounted(string path) => FindMount(path, out _, out _);

    /// <summary>What is at an absolute path; null if nothing.</summary>
    internal async Task<ContainerEntry?> Look(string path)
    {
        if (FindMount(path, out var disk, out var hostPath))
        {
            return await disk.Look(hostPath) switch
            {
                null => null,
                { Kind: DiskEntryKind.Folder } => ContainerEntry.Folder,
                var entry => new ContainerEntry(false, entry.Length, entry.IsExecutable),
            };
        }

        return LookInside(path);
    }

    /// <summary>What a system says of a path with a file on the way to it.</summary>
    internal const string NotAFolder = "Not a directory";

    /// <summary>What a system says of a path where nothing is.</summary>
    internal const string NothingThere = "No such file or directory";

    /// <summary>What a system says of an absolute path where nothing is: something on the way to it may be no folder.</summary>
    internal async Task<string> WhyMissing(string path)
    {
        do
            path = ContainerPath.Parent(path);
        while (path.Length > 1 && await Look(path) is null);
        return await Look(path) is { IsFolder: false } ? NotAFolder : NothingThere;
    }

    /// <summary>As <see cref="Look"/>, without the mounted folders, hence at once.</summary>
    internal ContainerEntry? LookInside(string path)
    {
        if (files.TryGetValue(path, out var file))
            return file.IsFolder ? ContainerEntry.Folder with { Mode = file.Mode } : new ContainerEntry(false, file.Length, file.IsExecutable) { Mode = file.Mode };
        if (IsUsualFolder(path) || IsAboveMount(path) || HoldsMemory(path) || HasFilesBelow(path))
            return ContainerEntry.Folder;
        if (programs.HasFile(path))
            return new ContainerEntry(false, 0, true);
        return path == "/dev/null" ? new ContainerEntry(false, 0, false) : null;
    }

    /// <summary>Whether the path is one of the image's programs, not covered by a file or mount.</summary>
    internal bool IsProgram(string path) => programs.HasFile(path) && !files.ContainsKey(path) && !FindMount(path, out _, out _);

    /// <summary>The content of a file; null if there is none or it is a folder.</summary>
    internal async Task<byte[]?> Read(string path)
    {
        if (FindMount(path, out var disk, out var hostPath))
            return await disk.Read(hostPath);
        return files.TryGetValue(path, out var file) && !file.IsFolder ? file.Content : programs.HasFile(path) ? [] : null;
    }

    /// <summary>Writes a file, from its start or at its end.</summary>
    internal async Task Write(string path, ReadOnlyMemory<byte> content, bool append)
    {
        if (FindMount(path, out var disk, out var hostPath))
        {
            await (append ? disk.Append(hostPath, content) : disk.Write(hostPath, content));
            return;
        }

        if (files.TryGetValue(path, out var old) && append && !old.IsFolder)
            old.Append(content.Span);
        else
            files[path] = new ContainerFile { Content = content.ToArray(), IsExecutable = old?.IsExecutable ?? false };
    }

    /// <summary>Makes a folder.</summary>
    internal async Task CreateFolder(string path)
    {
        if (FindMount(path, out var disk, out var hostPath))
            await disk.CreateFolder(hostPath);
        else
            files[path] = new ContainerFile { IsFolder = true };
    }

    /// <summary>Deletes a file, or a folder with all that is in it.</summary>
    internal async Task Delete(string path)
    {
        if (FindMount(path, out var disk, out var hostPath))
        {
            await disk.Delete(hostPath);
            return;
        }

        files.Remove(path);
        foreach (var below in files.Keys.Where(key => IsBelow(key, path)).ToList())
            files.Remove(below);
    }

    /// <summary>Sets or clears (not on the host's disk) the right to execute; false if there is no such file.</summary>
    internal async Task<bool> SetExecutable(string path, bool executable)
    {
        if (FindMount(path, out var disk, out var hostPath))
        {
            if (await disk.Look(hostPath) is not { } entry)
                return false;
            if (executable && entry.Kind == DiskEntryKind.File)
                await disk.MakeExecutable(hostPath);
            return true;
        }

        if (!files.TryGetValue(path, out var file))
            return LookInside(path) is not null;
        file.IsExecutable = executable;
        file.Mode = null;
        return true;
    }

    /// <summary>Names in a folder, in ordinal order.</summary>
    internal async Task<IReadOnlyList<string>> List(string folder)
    {
        if (FindMount(folder, out var disk, out var hostPath))
            return await disk.List(hostPath);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var prefix = folder == "/" ? "/" : folder + "/";
        foreach (var path in files.Keys.Concat(UsualFolders).Concat(mounts.Select(mount => mount.Path)).Concat(memories.Keys))
        {
            if (path.Length > prefix.Length && path.StartsWith(prefix, StringComparison.Ordinal))
                names.Add(path[prefix.Length..].Split('/')[0]);
        }

        foreach (var word in programs.FilesIn(folder))
            names.Add(word);
        return [.. names];
    }

    private bool FindMount(string path, out IDisk disk, out string hostPath)
    {
        foreach (var mount in mounts)
        {
            if (path != mount.Path && !IsBelow(path, mount.Path))
                continue;
            disk = mount.Disk;
            hostPath = mount.HostPath + path[mount.Path.Length..];
            return true;
        }

        disk = null!;
        hostPath = "";
        return false;
    }

    private bool IsAboveMount(string path) => mounts.Any(mount => IsBelow(mount.Path, path));

    private bool HasFilesBelow(string path)
    {
        foreach (var key in files.Keys)
        {
            if (IsBelow(key, path))
                return true;
        }

        return false;
    }

    private static bool IsBelow(string path, string folder) =>
        folder == "/" || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));

    private static readonly Dictionary<string, ImageFile> NoFiles = [];
    private static readonly string[] AlwaysWritable = ["/dev", "/proc", "/sys"];

    private sealed class ContainerFile
    {
        private byte[] buffer = [];

        public int Length { get; private set; }

        /// <summary>All of it; to be left as it is.</summary>
        public byte[] Content
        {
            get
            {
                Array.Resize(ref buffer, Length);
                return buffer;
            }

            init => (buffer, Length) = (value, value.Length);
        }

        public bool IsFolder { get; init; }

        public bool IsExecutable { get; set; }

        public UnixFileMode? Mode { get; set; }

        /// <summary>Room is made for more than is needed: a file grows by many small pieces. What was read before stays as it was.</summary>
        public void Append(ReadOnlySpan<byte> more)
        {
            if (Length + more.Length > buffer.Length)
                Array.Resize(ref buffer, Math.Max(Length + more.Length, buffer.Length * 2));
            more.CopyTo(buffer.AsSpan(Length));
            Length += more.Length;
        }
    }
}

/// <summary>A file or folder of a container.</summary>
internal sealed record ContainerEntry(bool IsFolder, long Length, bool IsExecutable)
{
    public static ContainerEntry Folder { get; } = new(true, 0, true);

    /// <summary>Its rights where they are none of the usual ones.</summary>
    public UnixFileMode? Mode { get; init; }
}
