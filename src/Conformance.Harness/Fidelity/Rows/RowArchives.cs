using System.Formats.Tar;

namespace Conformance.Harness.Fidelity;

/// <summary>Archives that calls of rows send, by the names that rows have for them.</summary>
internal static class RowArchives
{
    private const int CutAt = 900;
    private const int Many = 20_000;

    /// <summary>The bytes. Throws <see cref="FormatException"/> for a name that is none.</summary>
    public static byte[] Of(string name) => name switch
    {
        "hello" => Tar(("hello", "hello")),
        "tree" => Tar(("d/", null), ("d/f", "text\n")),
        "file-tmp" => Tar(("tmp", "x")),
        "nothing" => Tar(),
        "many" => Tar([.. Enumerable.Range(0, Many).Select(number => (FormattableString.Invariant($"f{number}"), (string?)""))]),
        "empty" => [],
        "garbage" => "this is no archive"u8.ToArray(),
        "cut" => Tar(("hello", new string('h', 2 * CutAt)))[..CutAt],
        _ => throw new FormatException($"there is no archive <{name}>"),
    };

    private static byte[] Tar(params (string Name, string? Text)[] entries)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                var entry = new UstarTarEntry(text is null ? TarEntryType.Directory : TarEntryType.RegularFile, name) { ModificationTime = DateTimeOffset.UnixEpoch };
                if (text is null)
                    entry.Mode |= UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
                else
                    entry.DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
                writer.WriteEntry(entry);
            }
        }

        // Without entries the writer writes nothing at all; an archive ends with two empty blocks.
        return archive.Length > 0 ? archive.ToArray() : new byte[1024];
    }
}
