using System.Formats.Tar;
using System.IO.Compression;

namespace Conformance.FakeDocker;

/// <summary>Reads archives as a daemon takes them: plain or compressed with gzip.</summary>
internal static class ArchiveReading
{
    /// <summary>The archive, uncompressed. Throws <see cref="IOException"/> or <see cref="InvalidDataException"/> for one that is broken.</summary>
    public static ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> archive)
    {
        if (!IsGzip(archive.Span))
            return archive;
        using var unpacked = new GZipStream(new MemoryStream(archive.ToArray()), CompressionMode.Decompress);
        var plain = new MemoryStream();
        unpacked.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>Its files by name, folders left out; links have the content of what they name. Throws for one that is broken.</summary>
    public static SortedDictionary<string, byte[]> Files(ReadOnlyMemory<byte> plain)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        using var reader = new TarReader(new MemoryStream(plain.ToArray()));
        while (reader.GetNextEntry() is { } entry)
        {
            var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                files[name] = files.GetValueOrDefault(Target(name, entry.LinkName)) ?? [];
                continue;
            }

            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files[name] = content.ToArray();
        }

        return files;
    }

    private static string Target(string link, string target)
    {
        var parts = link.Split('/').SkipLast(1).ToList();
        foreach (var part in target.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or ".."))
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    private static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1f, 0x8b, ..];
}
