using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Runs;

/// <summary>From a file of a scenario to its bytes.</summary>
internal static class FileContents
{
    private const string RegistryMark = "@registry@";
    private const UnixFileMode Plain = (UnixFileMode)0x1A4; // rw-r--r--
    private const UnixFileMode Executable = (UnixFileMode)0x1ED; // rwxr-xr-x

    /// <summary>1980: the earliest time that a zip can hold; equal archives have equal bytes.</summary>
    private static readonly DateTimeOffset Modified = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The bytes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="registry">Host and port of the registry.</param>
    public static byte[] Of(FileSettings file, string registry)
    {
        if (file.Entries is not { } entries)
            return Bytes(file.Content ?? "", registry);
        using var archive = new MemoryStream();
        var contents = entries.ToDictionary(entry => entry.Key, entry => Bytes(entry.Value, registry), StringComparer.Ordinal);
        if (file.Name.EndsWith(".zip", StringComparison.Ordinal))
        {
            Zip(archive, contents);
        }
        else if (file.Name.EndsWith(".tar", StringComparison.Ordinal))
        {
            Tar(archive, contents);
        }
        else
        {
            using var gzip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true);
            Tar(gzip, contents);
        }

        return archive.ToArray();
    }

    private static void Tar(Stream stream, Dictionary<string, byte[]> contents)
    {
        using var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var (name, content) in contents)
        {
            using var data = new MemoryStream(content);
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data, Mode = Mode(content), ModificationTime = Modified });
        }
    }

    private static void Zip(Stream stream, Dictionary<string, byte[]> contents)
    {
        const int ModeShift = 16;
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in contents)
        {
            var entry = archive.CreateEntry(name);
            entry.LastWriteTime = Modified;
            entry.ExternalAttributes = (int)Mode(content) << ModeShift;
            using var data = entry.Open();
            data.Write(content);
        }
    }

    private static UnixFileMode Mode(byte[] content) => content.AsSpan().StartsWith("#!"u8) ? Executable : Plain;

    private static byte[] Bytes(string text, string registry) =>
        Encoding.UTF8.GetBytes(text.Replace(RegistryMark, registry, StringComparison.Ordinal));
}
