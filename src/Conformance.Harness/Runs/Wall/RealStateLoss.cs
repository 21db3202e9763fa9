using Conformance.Faults;

namespace Conformance.Harness.Runs;

/// <summary>
/// Makes real checkpoints look as after a crash. Which file was being written nobody knows any more; it is taken to be the
/// one that was modified last. In one half of the seeds it is torn at a byte, in the other its rename is missing.
/// </summary>
internal static class RealStateLoss
{
    /// <summary>Damages what is below a folder and says what it did; null if there was nothing.</summary>
    public static Task<string?> Damage(StateLoss loss, string metaFolder, double fraction)
    {
        if (loss == StateLoss.Kept || !Directory.Exists(metaFolder))
            return Task.FromResult<string?>(null);
        if (loss == StateLoss.Lost)
        {
            Directory.Delete(metaFolder, recursive: true);
            return Task.FromResult<string?>($"{metaFolder} is gone");
        }

        var last = new DirectoryInfo(metaFolder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.LinkTarget is null && file.Length > 0)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .ThenBy(file => file.FullName, StringComparer.Ordinal)
            .FirstOrDefault();
        return Task.FromResult(last is null ? null : Damage(last, fraction));
    }

    private static string Damage(FileInfo file, double fraction)
    {
        var path = file.FullName;
        if (fraction >= 0.5)
        {
            file.MoveTo(path + ".tmp");
            return $"{path}: not renamed from {path}.tmp";
        }

        var kept = (long)(file.Length * fraction * 2);
        using var stream = file.OpenWrite();
        var length = stream.Length;
        stream.SetLength(kept);
        return $"{path}: {kept} of its {length} bytes";
    }
}
