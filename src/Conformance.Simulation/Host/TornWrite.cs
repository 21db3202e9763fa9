namespace Conformance.Simulation;

/// <summary>What was done to make a file look as after a crash.</summary>
/// <param name="Path">The file.</param>
/// <param name="Words">What became of it, for the history.</param>
public sealed record TornWrite(string Path, string Words)
{
    /// <summary>Name that an atomic write gives its temporary file; it stays when the rename is missing.</summary>
    public const string TemporarySuffix = ".new";

    internal static TornWrite? Tear(FolderNode folder, string path, double fraction, int? writer)
    {
        if (Latest(folder, path, writer) is not { } found)
            return null;
        var file = found.File;
        if (file.LastKind == WriteKind.Rename)
            return UndoRename(found);
        var written = file.Length - file.LengthBefore;
        if (written == 0)
            return null;
        var kept = Math.Clamp((int)(written * fraction), 0, written - 1);
        file.Truncate(file.LengthBefore + kept);
        return new TornWrite(found.Path, $"{found.Path}: {kept} of the {written} bytes last written");
    }

    private static TornWrite UndoRename(Found found)
    {
        var temporary = new FileNode { Modified = found.File.Modified };
        temporary.Set(found.File.Content, WriteKind.InPlace, hadFile: false);
        found.Folder.Put(found.Name + TemporarySuffix, temporary);
        if (found.File.Replaced is { } old)
            found.File.Set(old, WriteKind.InPlace, hadFile: true);
        else
            found.Folder.Remove(found.Name);
        return new TornWrite(found.Path, $"{found.Path}: not renamed from {found.Name}{TemporarySuffix}");
    }

    private static Found? Latest(FolderNode folder, string path, int? writer)
    {
        Found? best = null;
        foreach (var (name, node) in folder.Entries)
        {
            var below = $"{path}/{name}";
            var found = node switch
            {
                FolderNode inner => Latest(inner, below, writer),
                FileNode { WriteNumber: > 0 } file when writer is null || file.Writer == writer => new Found(folder, name, below, file),
                _ => null,
            };
            if (found is not null && (best is null || found.File.WriteNumber > best.File.WriteNumber))
                best = found;
        }

        return best;
    }

    private sealed record Found(FolderNode Folder, string Name, string Path, FileNode File);
}
