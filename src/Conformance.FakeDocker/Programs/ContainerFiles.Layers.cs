namespace Conformance.FakeDocker;

/// <summary>What a container's image has, and what the container has made of it: diff and commit.</summary>
public sealed partial class ContainerFiles
{
    /// <summary>The files as those of an image. Mounted folders are not of the container.</summary>
    internal SortedDictionary<string, ImageFile> Snapshot()
    {
        var snapshot = new SortedDictionary<string, ImageFile>(StringComparer.Ordinal);
        foreach (var (path, file) in files)
        {
            if (!IsBelowMemory(path))
                snapshot.Add(path, new ImageFile(file.Content, file.IsFolder, file.IsExecutable, file.Mode));
        }

        foreach (var (path, file) in image)
        {
            if (IsAtMemory(path))
                snapshot[path] = file;
        }

        return snapshot;
    }

    /// <summary>Bytes of the files that differ from the image.</summary>
    internal long BytesWritten => Changes().Sum(change => files.TryGetValue(change.Path, out var file) ? file.Content.Length : 0);

    /// <summary>
    /// Paths that differ from the image, in ordinal order: made (1), changed (0) or deleted (2). A folder in which something was made or
    /// deleted has changed.
    /// </summary>
    internal IReadOnlyList<(string Path, int Kind)> Changes()
    {
        const int changed = 0;
        const int made = 1;
        const int deleted = 2;
        var changes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (path, file) in files)
        {
            if (IsBelowMemory(path))
                continue;
            if (!image.TryGetValue(path, out var old))
                changes[path] = IsUsualFolder(path) ? changed : made;
            else if (old.IsFolder != file.IsFolder || old.IsExecutable != file.IsExecutable || !old.Content.Span.SequenceEqual(file.Content))
                changes[path] = changed;
        }

        foreach (var path in image.Keys)
        {
            if (!files.ContainsKey(path) && !IsAtMemory(path))
                changes[path] = deleted;
        }

        foreach (var path in changes.Keys.ToArray())
        {
            for (var folder = ContainerPath.Parent(path); folder != "/"; folder = ContainerPath.Parent(folder))
                changes.TryAdd(folder, image.ContainsKey(folder) || IsUsualFolder(folder) ? changed : made);
        }

        return [.. changes.Select(change => (change.Key, change.Value))];
    }
}
