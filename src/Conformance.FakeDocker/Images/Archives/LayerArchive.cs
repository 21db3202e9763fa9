using System.Formats.Tar;

namespace Conformance.FakeDocker;

/// <summary>Files of an image as the archive of a layer, and back.</summary>
internal static class LayerArchive
{
    // Before the name of what a layer takes away from those below it.
    private const string Whiteout = ".wh.";
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>A layer of files by their absolute paths.</summary>
    public static ImageLayer Write(IReadOnlyDictionary<string, ImageFile> files)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (var (path, file) in files)
            {
                var entry = new GnuTarEntry(file.IsFolder ? TarEntryType.Directory : TarEntryType.RegularFile, path[1..] + (file.IsFolder ? "/" : ""))
                {
                    Mode = file.Mode ?? (file.IsFolder || file.IsExecutable ? Executable : Plain),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                };
                if (!file.IsFolder)
                    entry.DataStream = new MemoryStream(file.Content.ToArray());
                writer.WriteEntry(entry);
            }
        }

        return LayerOf(archive.ToArray());
    }

    /// <summary>A layer that came as an archive. Throws as <see cref="Read"/> does.</summary>
    public static ImageLayer LayerOf(ReadOnlyMemory<byte> archive)
    {
        var size = 0L;
        using var reader = new TarReader(new MemoryStream(archive.ToArray()));
        while (reader.GetNextEntry() is { } entry)
            size += entry.Length;
        return ImageLayer.Of(null, archive) with { Size = size };
    }

    /// <summary>
    /// What an image of layers has, lowest first. Its programs are the words that are known; other machine code, which nobody could run
    /// here, and other links are left out. Throws <see cref="IOException"/>, <see cref="InvalidDataException"/> or
    /// <see cref="FormatException"/> for a broken archive.
    /// </summary>
    public static LayerContent Read(IReadOnlyList<ImageLayer> layers)
    {
        var files = new SortedDictionary<string, ImageFile>(StringComparer.Ordinal);
        var programs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            using var reader = new TarReader(new MemoryStream(layer.Archive.ToArray()));
            while (reader.GetNextEntry() is { } entry)
                Apply(entry, files, programs);
        }

        return new LayerContent(files, layers is [{ IsStandIn: true }, ..] ? null : new ProgramTable(programs.Select(ContainerPath.Name)));
    }

    private static void Apply(TarEntry entry, SortedDictionary<string, ImageFile> files, HashSet<string> programs)
    {
        var path = ContainerPath.Resolve("/", entry.Name);
        var name = ContainerPath.Name(path);
        if (name.StartsWith(Whiteout, StringComparison.Ordinal))
        {
            var gone = ContainerPath.Resolve(ContainerPath.Parent(path), name[Whiteout.Length..]);
            foreach (var below in files.Keys.Where(key => key == gone || key.StartsWith(gone + "/", StringComparison.Ordinal)).ToList())
                files.Remove(below);
            programs.RemoveWhere(program => program == gone || program.StartsWith(gone + "/", StringComparison.Ordinal));
        }
        else if (entry.EntryType == TarEntryType.Directory)
        {
            if (path != "/")
                files[path] = new ImageFile(default, IsFolder: true, Mode: Unusual(entry, Executable));
        }
        else if (entry.EntryType == TarEntryType.SymbolicLink && ContainerPath.IsUsualFolder(path))
        {
            files[path] = new ImageFile(default, IsFolder: true);
        }
        else if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            if (ProgramTable.IsPlaceOfWord(path))
                programs.Add(path);
        }
        else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
        {
            var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            var bytes = content.ToArray();
            var isExecutable = (entry.Mode & UnixFileMode.UserExecute) != 0;
            var isMachineCode = ProgramRunner.IsMachineCode(bytes);
            // A program that was exported here has no bytes.
            if (isExecutable && (isMachineCode || bytes.Length == 0) && ProgramTable.IsPlaceOfWord(path))
                programs.Add(path);
            else if (!isMachineCode)
                files[path] = new ImageFile(bytes, IsExecutable: isExecutable, Mode: Unusual(entry, Plain, Executable));
        }
    }

    /// <summary>Rights of an entry that are none of the usual ones.</summary>
    internal static UnixFileMode? Unusual(TarEntry entry, params ReadOnlySpan<UnixFileMode> usual) => usual.Contains(entry.Mode) ? null : entry.Mode;
}

/// <summary>What layers make together.</summary>
/// <param name="Files">By absolute path.</param>
/// <param name="Programs">Null for all that are known.</param>
internal sealed record LayerContent(IReadOnlyDictionary<string, ImageFile> Files, ProgramTable? Programs);
