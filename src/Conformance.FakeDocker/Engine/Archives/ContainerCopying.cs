using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Files of a container as archives, whether it runs or not: copies in and out, and export.</summary>
internal sealed class ContainerCopying(EngineCore core)
{
    private const long FolderBytes = 4096;

    /// <summary>200 or 404.</summary>
    public async Task<PathStat> Look(LookIntoContainer operation)
    {
        var record = core.Find(operation.Id).Record;
        return await Stat(record, operation.Id, operation.Path);
    }

    /// <summary>200 or 404.</summary>
    public async Task<ContainerArchive> CopyOut(CopyFromContainer operation)
    {
        var record = core.Find(operation.Id).Record;
        var stat = await Stat(record, operation.Id, operation.Path);
        var path = ContainerPath.Resolve("/", operation.Path);
        var name = operation.Path.EndsWith("/.", StringComparison.Ordinal) ? "." : path == "/" ? "" : ContainerPath.Name(path);
        var tar = await TarArchive.Pack(record.Files, path, name, record.Created, entersMounts: true);
        core.Events.Container("archive-path", record);
        return new ContainerArchive(stat, tar);
    }

    /// <summary>200, 404, or 500 for what is no folder, may not be written or is no archive.</summary>
    public async Task<Nothing> CopyIn(CopyIntoContainer operation)
    {
        var record = core.Find(operation.Id).Record;
        var stat = await Stat(record, operation.Id, operation.Path);
        if (!stat.IsFolder)
            throw EngineErrors.Internal("extraction point is not a directory");
        var folder = ContainerPath.Resolve("/", operation.Path);
        if (record.Files.IsReadOnly(folder))
            throw EngineErrors.Internal(record.Files.IsMounted(folder) ? "mounted volume is marked read-only" : "container rootfs is marked read-only");
        await TarArchive.Unpack(record.Files, folder, operation.Tar, operation.KeepsKinds);
        core.Events.Container("extract-to-dir", record);
        return new Nothing();
    }

    /// <summary>200 or 404. Folders of the host that are mounted are not the container's.</summary>
    public async Task<ReadOnlyMemory<byte>> Export(ExportContainer operation)
    {
        var record = core.Find(operation.Id).Record;
        var tar = await TarArchive.Pack(record.Files, "/", "", record.Created, entersMounts: false);
        core.Events.Container("export", record);
        return tar;
    }

    private async Task<PathStat> Stat(ContainerRecord record, string asked, string path)
    {
        await Mount(record);
        var full = ContainerPath.Resolve("/", path);
        if (await record.Files.Look(full) is not { } entry)
            throw EngineErrors.Error(404, $"Could not find the file {path} in container {asked}");
        return new PathStat
        {
            Name = path.EndsWith("/.", StringComparison.Ordinal) ? "." : full == "/" ? "/" : ContainerPath.Name(full),
            Size = entry.IsFolder ? FolderBytes : entry.Length,
            Mode = PathStat.ModeOf(entry.IsFolder, entry.IsExecutable, entry.Mode),
            Time = DockerTime.Text(record.Created),
        };
    }

    /// <summary>Volumes are mounted for a copy, too, whether the container runs or not.</summary>
    private async Task Mount(ContainerRecord record)
    {
        core.Mounted(record);
        var disk = core.Host.Machine.Disk;
        foreach (var mount in record.Mounts)
        {
            if (mount.Name is not null && await disk.Look(mount.Source) is null)
                await disk.CreateFolder(mount.Source);
            record.Files.MakeMountPoint(mount.Destination, await disk.Look(mount.Source) is not { Kind: DiskEntryKind.File });
        }

        core.Unmounted(record);
    }
}
