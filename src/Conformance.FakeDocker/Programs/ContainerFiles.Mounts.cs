using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Folders that are kept in memory, and what the image gives to an empty volume.</summary>
public sealed partial class ContainerFiles
{
    private const string SharedMemory = "/dev/shm";

    // Mounted beside that which every container has; the value is whether it is read-only.
    private readonly SortedDictionary<string, bool> memories = new(StringComparer.Ordinal);

    /// <summary>Keeps what is written at a path in memory, as <c>--mount type=tmpfs</c> does: it hides what the image has there, and each run begins with nothing.</summary>
    internal void MountMemory(string path, bool isReadOnly)
    {
        memories[path] = isReadOnly;
        foreach (var hidden in files.Keys.Where(key => key == path || IsBelow(key, path)).ToList())
            files.Remove(hidden);
    }

    /// <summary>Fills a folder of the host with the files that the image has at a path, if there is nothing in it.</summary>
    internal async Task CopyImage(string path, IDisk disk, string hostFolder)
    {
        var copied = image.Where(file => IsBelow(file.Key, path)).ToList();
        if (copied.Count == 0 || (await disk.List(hostFolder)).Count > 0)
            return;
        foreach (var (from, file) in copied)
        {
            var to = hostFolder + from[path.Length..];
            if (file.IsFolder)
                await disk.CreateFolder(to);
            else
                await disk.Write(to, file.Content);
            if (file is { IsFolder: false, IsExecutable: true })
                await disk.MakeExecutable(to);
        }
    }

    /// <summary>Whether the path is a file or folder in memory.</summary>
    private bool IsInMemory(string path)
    {
        if (IsBelow(path, SharedMemory))
            return true;
        foreach (var memory in memories.Keys)
        {
            if (IsBelow(path, memory))
                return true;
        }

        return false;
    }

    /// <summary>Whether a memory is mounted at the path or below it.</summary>
    private bool HoldsMemory(string path)
    {
        foreach (var memory in memories.Keys)
        {
            if (memory == path || IsBelow(memory, path))
                return true;
        }

        return false;
    }

    /// <summary>Whether the path is below a mounted memory, or is one.</summary>
    private bool IsAtMemory(string path) => memories.ContainsKey(path) || IsBelowMemory(path);

    /// <summary>Whether the path is below a mounted memory. What one is mounted on is the container's own.</summary>
    private bool IsBelowMemory(string path) => memories.Count > 0 && !IsBelow(path, SharedMemory) && IsInMemory(path);

    private bool IsReadOnlyMemory(string path)
    {
        foreach (var (memory, isReadOnly) in memories)
        {
            if (isReadOnly && (path == memory || IsBelow(path, memory)))
                return true;
        }

        return false;
    }
}
