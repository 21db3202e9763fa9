using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>A folder that a simulated host has in common with another one, at the same path.</summary>
/// <param name="Path">Absolute, without a slash at its end.</param>
/// <param name="Disk">The other host's disk, whose calls must be done when they return.</param>
public sealed record SharedFolder(string Path, IDisk Disk)
{
    /// <summary>Whether a path is this folder or lies in it.</summary>
    internal bool Has(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || path[Path.Length] == '/');
}
