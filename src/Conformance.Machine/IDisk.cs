namespace Conformance.Machine;

/// <summary>
/// Files by absolute path. Each call is one effect: in a simulation a crash falls before or after it, never inside,
/// except where a fault tears a write. Missing files are values, not exceptions; other trouble is an
/// <see cref="IOException"/> with the path in its message.
/// </summary>
public interface IDisk
{
    /// <summary>The whole content, or null if there is no such file.</summary>
    Task<byte[]?> Read(string path);

    /// <summary>Truncates and writes in place (not atomic: a crash may tear it). Missing folders are made.</summary>
    Task Write(string path, ReadOnlyMemory<byte> content);

    /// <summary>
    /// Writes a temporary file in the same folder, then renames it over <paramref name="path"/>. A crash leaves the old
    /// content or the new one. Missing folders are made.
    /// </summary>
    Task WriteAtomically(string path, ReadOnlyMemory<byte> content);

    /// <summary>Appends, creating file and folders when missing.</summary>
    Task Append(string path, ReadOnlyMemory<byte> content);

    /// <summary>What is at the path (links are not followed), or null if nothing.</summary>
    Task<DiskEntry?> Look(string path);

    /// <summary>Names in a folder, in ordinal order, without the path; empty if there is no such folder.</summary>
    Task<IReadOnlyList<string>> List(string folder);

    /// <summary>Makes a folder and those above it; no error if it is there.</summary>
    Task CreateFolder(string path);

    /// <summary>Sets the mode of a file to 755, so that it can be run. The file must be there.</summary>
    Task MakeExecutable(string path);

    /// <summary>Makes or replaces a symbolic link.</summary>
    Task Link(string path, string target);

    /// <summary>Renames a file or folder over what is there.</summary>
    Task Rename(string from, string to);

    /// <summary>Deletes a file, link or whole folder; no error if it is gone.</summary>
    Task Delete(string path);
}

/// <summary>One file, folder or link.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes of a file; 0 otherwise.</param>
/// <param name="Modified">Time of the last write.</param>
/// <param name="Target">Where a link points, else null.</param>
/// <param name="IsExecutable">Whether a file may be run by its owner.</param>
public sealed record DiskEntry(DiskEntryKind Kind, long Length, Instant Modified, string? Target, bool IsExecutable = false);

/// <summary>Kinds of disk entries.</summary>
public enum DiskEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,
}
