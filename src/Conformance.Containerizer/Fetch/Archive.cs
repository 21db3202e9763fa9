using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Conformance.Containerizer;

/// <summary>
/// Archives that are unpacked, by the ends of their names: those of Mesos 0.20 that the base library reads (tar, also with
/// gzip; zip). Those with bzip2 and xz are refused rather than left packed.
/// </summary>
internal static class Archive
{
    private static readonly string[] Tars = [".tar", ".tgz", ".tar.gz"];
    private static readonly string[] Unknown = [".tbz2", ".tar.bz2", ".txz", ".tar.xz"];

    /// <summary>Whether a file of this name is to be unpacked.</summary>
    public static bool IsArchive(string name) => Ends(name, Tars) || Ends(name, Unknown) || name.EndsWith(".zip", StringComparison.Ordinal);

    /// <summary>What is in it, links last. Throws <see cref="FetchException"/> for one that cannot be read.</summary>
    public static IReadOnlyList<ArchiveEntry> Read(string name, byte[] content)
    {
        if (Ends(name, Unknown))
            throw new FetchException($"Failed to extract '{name}': archives with bzip2 and xz cannot be unpacked here");
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            List<ArchiveEntry> entries;
            if (name.EndsWith(".zip", StringComparison.Ordinal))
            {
                entries = Zip(stream);
            }
            else if (name.EndsWith(".tar", StringComparison.Ordinal))
            {
                entries = Tar(stream);
            }
            else
            {
                using var plain = new GZipStream(stream, CompressionMode.Decompress);
                entries = Tar(plain);
            }

            // A link that comes before a file could lead that file out of the sandbox.
            return [.. entries.OrderBy(entry => entry.LinkTarget is null ? 0 : 1)];
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new FetchException($"Failed to extract '{name}': {exception.Message}");
        }
    }

    private static List<ArchiveEntry> Tar(Stream stream)
    {
        var entries = new List<ArchiveEntry>();
        using var reader = new TarReader(stream);
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            var isExecutable = entry.Mode.HasFlag(UnixFileMode.UserExecute);
            switch (entry.EntryType)
            {
                case TarEntryType.Directory:
                    entries.Add(new ArchiveEntry(entry.Name) { IsFolder = true });
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    entries.Add(new ArchiveEntry(entry.Name) { Content = Bytes(entry.DataStream), IsExecutable = isExecutable });
                    break;
                case TarEntryType.SymbolicLink:
                    entries.Add(new ArchiveEntry(entry.Name) { LinkTarget = entry.LinkName });
                    break;
                case TarEntryType.HardLink when entries.Find(other => other.Name == entry.LinkName) is { } original:
                    entries.Add(original with { Name = entry.Name });
                    break;
                default:
                    break;
            }
        }

        return entries;
    }

    private static List<ArchiveEntry> Zip(Stream stream)
    {
        const int ModeShift = 16;
        var entries = new List<ArchiveEntry>();
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
        foreach (var entry in archive.Entries)
        {
            if (entry.FullName.EndsWith('/'))
            {
                entries.Add(new ArchiveEntry(entry.FullName) { IsFolder = true });
                continue;
            }

            using var content = entry.Open();
            var mode = (UnixFileMode)((entry.ExternalAttributes >> ModeShift) & 0x1FF);
            entries.Add(new ArchiveEntry(entry.FullName) { Content = Bytes(content), IsExecutable = mode.HasFlag(UnixFileMode.UserExecute) });
        }

        return entries;
    }

    private static byte[] Bytes(Stream? stream)
    {
        using var copy = new MemoryStream();
        stream?.CopyTo(copy);
        return copy.ToArray();
    }

    private static bool Ends(string name, string[] endings) => Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.Ordinal));
}
