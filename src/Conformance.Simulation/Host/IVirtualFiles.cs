using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>Files that are computed when they are read, such as /proc. Paths are absolute, clean and below the mount.</summary>
public interface IVirtualFiles
{
    /// <summary>The content, or null if there is no such file.</summary>
    byte[]? Read(string path);

    /// <summary>Takes a write, such as a new limit. False if there is no such file; an <see cref="IOException"/> if it is refused.</summary>
    bool Write(string path, ReadOnlySpan<byte> content);

    /// <summary>What is there, or null.</summary>
    DiskEntry? Look(string path);

    /// <summary>Names in a folder, in ordinal order; empty if there is no such folder.</summary>
    IReadOnlyList<string> List(string folder);
}
