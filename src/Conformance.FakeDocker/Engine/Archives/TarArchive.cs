using System.Formats.Tar;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Files of a container as a tar archive, and back.</summary>
internal static class TarArchive
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const string Busybox = "/bin/busybox";
    private const string CutOff = "unexpected EOF";
    private const string MountTable = "etc/mtab";
    private static readonly string[] DaemonsFiles = [".dockerenv", "dev/console", "dev/pts/", "dev/shm/", "etc/hostname", "etc/hosts", "etc/resolv.conf"];
    private const UnixFileMode Executable = FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Packs what is at a path, with all that is in it.</summary>
    /// <param name="files">The container's.</param>
    /// <param name="path">Absolute and clean.</param>
    /// <param name="name">What stands for the path in the archive.</param>
    /// <param name="time">Time of all entries.</param>
    /// <param name="entersMounts">Whether folders of the host are packed too.</param>
    public static async Task<byte[]> Pack(ContainerFiles files, string path, string name, Instant time, bool entersMounts)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            var packing = new Packing(files, writer, time.ToDateTimeOffset(), entersMounts);
            await packing.Add(path, name);
            if (!entersMounts && path == "/")
                packing.AddDaemonsFiles();
        }

        return bytes.ToArray();
    }

    /// <summary>Packs changes as a layer of an image has them: what was deleted is a file whose name says so.</summary>
    public static async Task<byte[]> PackChanges(ContainerFiles files, IReadOnlyList<(string Path, int Kind)> changes, Instant time)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            var packing = new Packing(files, writer, time.ToDateTimeOffset(), entersMounts: false);
            foreach (var (path, _) in changes)
                await packing.AddChange(path);
        }

        return bytes.ToArray();
    }

    /// <summary>Unpacks an archive in a folder.</summary>
    /// <param name="files">The container's.</param>
    /// <param name="folder">Absolute and clean; it is there.</param>
    /// <param name="tar">The archive.</param>
    /// <param name="keepsKinds">A folder does not replace a file, nor a file a folder.</param>
    public static async Task Unpack(ContainerFiles files, string folder, ReadOnlyMemory<byte> tar, bool keepsKinds)
    {
        using var reader = new TarReader(new MemoryStream(tar.ToArray()));
        while (Next(reader) is { } entry)
        {
            var isFolder = entry.EntryType == TarEntryType.Directory;
            if (!isFolder && entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            var path = ContainerPath.Resolve("/", folder + "/" + entry.Name);
            var old = await files.Look(path);
            if (keepsKinds && old is not null && old.IsFolder != isFolder)
                throw Broken($"cannot overwrite {Kind(old.IsFolder)} \"{path}\" with {Kind(isFolder)} \"{folder}\"");
            await MakeFolders(files, isFolder ? path : ContainerPath.Parent(path));
            if (isFolder)
                continue;
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            await files.Write(path, content.ToArray(), append: false);
            await files.SetExecutable(path, (entry.Mode & UnixFileMode.UserExecute) != 0);
            // What came of a file that was cut off stays.
            if (content.Length < entry.Length)
                throw Broken(CutOff);
        }
    }

    private static TarEntry? Next(TarReader reader)
    {
        try
        {
            return reader.GetNextEntry();
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Broken(CutOff);
        }
    }

    private static async Task MakeFolders(ContainerFiles files, string path)
    {
        if (path == "/" || await files.Look(path) is { IsFolder: true })
            return;
        await MakeFolders(files, ContainerPath.Parent(path));
        await files.CreateFolder(path);
    }

    private static string Kind(bool isFolder) => isFolder ? "directory" : "non-directory";

    private static Docker.DockerException Broken(string why) => EngineErrors.Internal("Error processing tar file(exit status 1): " + why);

    private sealed class Packing(ContainerFiles files, TarWriter writer, DateTimeOffset time, bool entersMounts)
    {
        public async Task Add(string path, string name)
        {
            // What is mounted on is the container's, what is mounted is not.
            if ((entersMounts ? await files.Look(path) : files.LookInside(path)) is not { } entry)
                return;
            if (files.IsProgram(path) && path != Busybox)
            {
                writer.WriteEntry(Link(name, Busybox));
                return;
            }

            if (!entry.IsFolder)
            {
                var file = Entry(TarEntryType.RegularFile, name, entry.IsExecutable, entry.Mode);
                file.DataStream = new MemoryStream(await files.Read(path) ?? []);
                writer.WriteEntry(file);
                return;
            }

            if (name.Length > 0)
                writer.WriteEntry(Entry(TarEntryType.Directory, name + "/", isExecutable: true, entry.Mode));
            if (!entersMounts && files.IsMounted(path))
                return;
            foreach (var child in await files.List(path))
                await Add(ContainerPath.Resolve(path, child), name.Length == 0 ? child : $"{name}/{child}");
        }

        /// <summary>What the daemon lays over an image to mount on it.</summary>
        public void AddDaemonsFiles()
        {
            foreach (var name in DaemonsFiles.Where(name => files.LookInside("/" + name.TrimEnd('/')) is null))
                writer.WriteEntry(Entry(name.EndsWith('/') ? TarEntryType.Directory : TarEntryType.RegularFile, name, isExecutable: true));
            if (files.LookInside("/" + MountTable) is null)
                writer.WriteEntry(Link(MountTable, "/proc/mounts"));
        }

        private PaxTarEntry Link(string name, string target) =>
            new(TarEntryType.SymbolicLink, name) { LinkName = target, Mode = Executable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite, ModificationTime = time };

        public async Task AddChange(string path)
        {
            var name = path[1..];
            if (files.LookInside(path) is not { } entry)
                writer.WriteEntry(Entry(TarEntryType.RegularFile, name[..^ContainerPath.Name(path).Length] + ".wh." + ContainerPath.Name(path), isExecutable: false));
            else if (entry.IsFolder)
                writer.WriteEntry(Entry(TarEntryType.Directory, name + "/", isExecutable: true, entry.Mode));
            else
                await Add(path, name);
        }

        private PaxTarEntry Entry(TarEntryType type, string name, bool isExecutable, UnixFileMode? unusual = null) => new(type, name)
        {
            Mode = unusual ?? (isExecutable ? Executable : FileMode),
            ModificationTime = time,
        };
    }
}
