using System.Diagnostics;
using System.Formats.Tar;

namespace Conformance.Gateway;

/// <summary>The lowest layer of every image: a small root file system around the host's static busybox.</summary>
internal static class BusyboxLayer
{
    private const UnixFileMode Executable = (UnixFileMode)0x1ED; // rwxr-xr-x
    private const UnixFileMode Sticky = (UnixFileMode)0x3FF; // rwxrwxrwt
    private const UnixFileMode Plain = (UnixFileMode)0x1A4; // rw-r--r--
    private static readonly Lazy<byte[]> Cached = new(Make);

    /// <summary>The layer as a tar archive; the same bytes for the same busybox. Without a static one, an <see cref="EnvironmentException"/>.</summary>
    public static byte[] Tar => Cached.Value;

    private static byte[] Make()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/bin")
            .Select(folder => Path.Combine(folder, "busybox")).FirstOrDefault(File.Exists)
            ?? throw new EnvironmentException("there is no busybox on PATH; apt-get install docker.io busybox-static");
        var bytes = File.ReadAllBytes(program);
        if (bytes.AsSpan().IndexOf("/ld-linux"u8) >= 0)
            throw new EnvironmentException($"{program} is not linked statically; apt-get install busybox-static");

        var all = new MemoryStream();
        using (var tar = new TarWriter(all, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var folder in new[] { "bin/", "dev/", "etc/", "proc/", "sbin/", "sys/", "tmp/", "usr/", "usr/bin/", "usr/sbin/", "root/", "var/" })
                Add(tar, new UstarTarEntry(TarEntryType.Directory, folder) { Mode = folder == "tmp/" ? Sticky : Executable });
            Add(tar, TarFile("bin/busybox", bytes, Executable));
            Add(tar, TarFile("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"u8.ToArray(), Plain));
            Add(tar, TarFile("etc/group", "root:x:0:\n"u8.ToArray(), Plain));
            foreach (var word in Words(program))
                Add(tar, new UstarTarEntry(TarEntryType.SymbolicLink, word) { LinkName = "/bin/busybox", Mode = Executable });
        }

        return all.ToArray();
    }

    /// <summary>A regular file for an archive.</summary>
    public static UstarTarEntry TarFile(string path, byte[] content, UnixFileMode mode) =>
        new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content), Mode = mode };

    /// <summary>Adds an entry with a fixed time, so that equal content has equal digests.</summary>
    public static void Add(TarWriter tar, UstarTarEntry entry)
    {
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        tar.WriteEntry(entry);
    }

    private static IEnumerable<string> Words(string program)
    {
        var start = new ProcessStartInfo(program, "--list-full") { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Contains('/') && !word.EndsWith("/busybox", StringComparison.Ordinal))
            .Where(word => word.StartsWith("bin/", StringComparison.Ordinal) || word.StartsWith("sbin/", StringComparison.Ordinal)
                || word.StartsWith("usr/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }
}
